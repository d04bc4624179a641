using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Pg.Migrations
{
    /// <inheritdoc />
    public partial class PieceScans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "scanned_at",
                schema: "portal",
                table: "pieces",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "threat",
                schema: "portal",
                table: "pieces",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_pieces_scanned_at_sha256",
                schema: "portal",
                table: "pieces",
                columns: new[] { "scanned_at", "sha256" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_pieces_scanned_at_sha256",
                schema: "portal",
                table: "pieces");

            migrationBuilder.DropColumn(
                name: "scanned_at",
                schema: "portal",
                table: "pieces");

            migrationBuilder.DropColumn(
                name: "threat",
                schema: "portal",
                table: "pieces");
        }
    }
}
