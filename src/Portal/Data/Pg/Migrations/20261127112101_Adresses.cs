using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Pg.Migrations
{
    /// <inheritdoc />
    public partial class Adresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "commune_addresses",
                schema: "portal",
                columns: table => new
                {
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false),
                    street = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: true),
                    suffix = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    locality = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    delegated = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    interop_key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    is_street = table.Column<bool>(type: "boolean", nullable: false),
                    words = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_commune_addresses", x => new { x.commune_id, x.rank });
                });

            migrationBuilder.CreateIndex(
                name: "ix_commune_addresses_commune_id_is_street",
                schema: "portal",
                table: "commune_addresses",
                columns: new[] { "commune_id", "is_street" });

            migrationBuilder.CreateIndex(
                name: "ix_commune_addresses_commune_id_number",
                schema: "portal",
                table: "commune_addresses",
                columns: new[] { "commune_id", "number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commune_addresses",
                schema: "portal");
        }
    }
}
