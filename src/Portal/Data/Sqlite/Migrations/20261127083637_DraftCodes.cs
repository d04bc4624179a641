using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DraftCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "code",
                table: "drafts",
                type: "TEXT",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "other_secret_hash",
                table: "drafts",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_drafts_commune_id_code",
                table: "drafts",
                columns: new[] { "commune_id", "code" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_drafts_commune_id_code",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "code",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "other_secret_hash",
                table: "drafts");
        }
    }
}
