using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AncienCode : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ancien_code",
                table: "dossiers",
                type: "TEXT",
                maxLength: 10,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_ancien_code",
                table: "dossiers",
                columns: new[] { "commune_id", "ancien_code" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_ancien_code",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "ancien_code",
                table: "dossiers");
        }
    }
}
