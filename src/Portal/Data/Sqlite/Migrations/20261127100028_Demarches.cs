using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Demarches : Migration
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

            migrationBuilder.AddColumn<string>(
                name: "former_local_values",
                table: "demarche_adoptions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "former_version",
                table: "demarche_adoptions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "local_values",
                table: "demarche_adoptions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "pinned",
                table: "demarche_adoptions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "to_look_at",
                table: "demarche_adoptions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "demarche_revisions",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    version = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    libelle = table.Column<string>(type: "TEXT", nullable: false),
                    definition = table.Column<string>(type: "TEXT", nullable: false),
                    auteur = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    offered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    origine = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_demarche_revisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "demarche_tallies",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    version = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    sent = table.Column<int>(type: "INTEGER", nullable: false),
                    refused = table.Column<int>(type: "INTEGER", nullable: false),
                    failed = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_demarche_tallies", x => new { x.code, x.version, x.day });
                });

            migrationBuilder.CreateTable(
                name: "demarche_waves",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    version = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    stepped_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    moved = table.Column<int>(type: "INTEGER", nullable: false),
                    to_look_at = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_demarche_waves", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_pieces_scanned_at_sha256",
                table: "pieces",
                columns: new[] { "scanned_at", "sha256" });

            migrationBuilder.CreateIndex(
                name: "ix_drafts_commune_id_code",
                table: "drafts",
                columns: new[] { "commune_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_demarche_adoptions_code",
                table: "demarche_adoptions",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_demarche_revisions_commune_id_code_id",
                table: "demarche_revisions",
                columns: new[] { "commune_id", "code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_demarche_revisions_published_at",
                table: "demarche_revisions",
                column: "published_at");

            migrationBuilder.CreateIndex(
                name: "ix_demarche_waves_state",
                table: "demarche_waves",
                column: "state");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "demarche_revisions");

            migrationBuilder.DropTable(
                name: "demarche_tallies");

            migrationBuilder.DropTable(
                name: "demarche_waves");

            migrationBuilder.DropIndex(
                name: "ix_pieces_scanned_at_sha256",
                table: "pieces");

            migrationBuilder.DropIndex(
                name: "ix_drafts_commune_id_code",
                table: "drafts");

            migrationBuilder.DropIndex(
                name: "ix_demarche_adoptions_code",
                table: "demarche_adoptions");

            migrationBuilder.DropColumn(
                name: "scanned_at",
                table: "pieces");

            migrationBuilder.DropColumn(
                name: "threat",
                table: "pieces");

            migrationBuilder.DropColumn(
                name: "code",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "other_secret_hash",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "former_local_values",
                table: "demarche_adoptions");

            migrationBuilder.DropColumn(
                name: "former_version",
                table: "demarche_adoptions");

            migrationBuilder.DropColumn(
                name: "local_values",
                table: "demarche_adoptions");

            migrationBuilder.DropColumn(
                name: "pinned",
                table: "demarche_adoptions");

            migrationBuilder.DropColumn(
                name: "to_look_at",
                table: "demarche_adoptions");
        }
    }
}
