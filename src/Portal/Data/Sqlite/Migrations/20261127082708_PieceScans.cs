using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PieceScans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "scanned_at",
                table: "pieces",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "threat",
                table: "pieces",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_pieces_scanned_at_sha256",
                table: "pieces",
                columns: new[] { "scanned_at", "sha256" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_pieces_scanned_at_sha256",
                table: "pieces");

            migrationBuilder.DropColumn(
                name: "scanned_at",
                table: "pieces");

            migrationBuilder.DropColumn(
                name: "threat",
                table: "pieces");
        }
    }
}
