using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Pg.Migrations
{
    /// <inheritdoc />
    public partial class DraftCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "code",
                schema: "portal",
                table: "drafts",
                type: "character varying(10)",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "other_secret_hash",
                schema: "portal",
                table: "drafts",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_drafts_commune_id_code",
                schema: "portal",
                table: "drafts",
                columns: new[] { "commune_id", "code" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_drafts_commune_id_code",
                schema: "portal",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "code",
                schema: "portal",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "other_secret_hash",
                schema: "portal",
                table: "drafts");
        }
    }
}
