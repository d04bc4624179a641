using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Adresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "commune_addresses",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    street = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: true),
                    suffix = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    locality = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    delegated = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    longitude = table.Column<double>(type: "REAL", nullable: true),
                    latitude = table.Column<double>(type: "REAL", nullable: true),
                    interop_key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    is_street = table.Column<bool>(type: "INTEGER", nullable: false),
                    words = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_commune_addresses", x => new { x.commune_id, x.rank });
                });

            migrationBuilder.CreateIndex(
                name: "ix_commune_addresses_commune_id_is_street",
                table: "commune_addresses",
                columns: new[] { "commune_id", "is_street" });

            migrationBuilder.CreateIndex(
                name: "ix_commune_addresses_commune_id_number",
                table: "commune_addresses",
                columns: new[] { "commune_id", "number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commune_addresses");
        }
    }
}
