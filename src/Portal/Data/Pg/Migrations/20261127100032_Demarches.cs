using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Pg.Migrations
{
    /// <inheritdoc />
    public partial class Demarches : Migration
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

            migrationBuilder.AddColumn<string>(
                name: "former_local_values",
                schema: "portal",
                table: "demarche_adoptions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "former_version",
                schema: "portal",
                table: "demarche_adoptions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "local_values",
                schema: "portal",
                table: "demarche_adoptions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "pinned",
                schema: "portal",
                table: "demarche_adoptions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "to_look_at",
                schema: "portal",
                table: "demarche_adoptions",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "demarche_revisions",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    libelle = table.Column<string>(type: "text", nullable: false),
                    definition = table.Column<string>(type: "text", nullable: false),
                    auteur = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    offered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    origine = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_demarche_revisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "demarche_tallies",
                schema: "portal",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    sent = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_demarche_tallies", x => new { x.code, x.version, x.day });
                });

            migrationBuilder.CreateTable(
                name: "demarche_waves",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stepped_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    moved = table.Column<int>(type: "integer", nullable: false),
                    to_look_at = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_demarche_waves", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_pieces_scanned_at_sha256",
                schema: "portal",
                table: "pieces",
                columns: new[] { "scanned_at", "sha256" });

            migrationBuilder.CreateIndex(
                name: "ix_drafts_commune_id_code",
                schema: "portal",
                table: "drafts",
                columns: new[] { "commune_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_demarche_adoptions_code",
                schema: "portal",
                table: "demarche_adoptions",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_demarche_revisions_commune_id_code_id",
                schema: "portal",
                table: "demarche_revisions",
                columns: new[] { "commune_id", "code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_demarche_revisions_published_at",
                schema: "portal",
                table: "demarche_revisions",
                column: "published_at");

            migrationBuilder.CreateIndex(
                name: "ix_demarche_waves_state",
                schema: "portal",
                table: "demarche_waves",
                column: "state");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "demarche_revisions",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "demarche_tallies",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "demarche_waves",
                schema: "portal");

            migrationBuilder.DropIndex(
                name: "ix_pieces_scanned_at_sha256",
                schema: "portal",
                table: "pieces");

            migrationBuilder.DropIndex(
                name: "ix_drafts_commune_id_code",
                schema: "portal",
                table: "drafts");

            migrationBuilder.DropIndex(
                name: "ix_demarche_adoptions_code",
                schema: "portal",
                table: "demarche_adoptions");

            migrationBuilder.DropColumn(
                name: "scanned_at",
                schema: "portal",
                table: "pieces");

            migrationBuilder.DropColumn(
                name: "threat",
                schema: "portal",
                table: "pieces");

            migrationBuilder.DropColumn(
                name: "code",
                schema: "portal",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "other_secret_hash",
                schema: "portal",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "former_local_values",
                schema: "portal",
                table: "demarche_adoptions");

            migrationBuilder.DropColumn(
                name: "former_version",
                schema: "portal",
                table: "demarche_adoptions");

            migrationBuilder.DropColumn(
                name: "local_values",
                schema: "portal",
                table: "demarche_adoptions");

            migrationBuilder.DropColumn(
                name: "pinned",
                schema: "portal",
                table: "demarche_adoptions");

            migrationBuilder.DropColumn(
                name: "to_look_at",
                schema: "portal",
                table: "demarche_adoptions");
        }
    }
}
