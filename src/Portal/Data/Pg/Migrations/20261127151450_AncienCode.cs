using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Pg.Migrations
{
    /// <inheritdoc />
    public partial class AncienCode : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ancien_code",
                schema: "portal",
                table: "dossiers",
                type: "character varying(10)",
                maxLength: 10,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_ancien_code",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "ancien_code" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_ancien_code",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "ancien_code",
                schema: "portal",
                table: "dossiers");
        }
    }
}
