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

            migrationBuilder.AddColumn<string>(
                name: "mandat",
                table: "drafts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "other_secret_hash",
                table: "drafts",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ancien_code",
                table: "dossiers",
                type: "TEXT",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mandat",
                table: "dossiers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "mandat_conteste_at",
                table: "dossiers",
                type: "TEXT",
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

            migrationBuilder.AddColumn<string>(
                name: "limites",
                table: "communes",
                type: "TEXT",
                nullable: true);

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

            migrationBuilder.CreateTable(
                name: "papers",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    form_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    piece_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    template_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 220, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 15, nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    length = table.Column<long>(type: "INTEGER", nullable: false),
                    pages = table.Column<int>(type: "INTEGER", nullable: false),
                    initials = table.Column<string>(type: "TEXT", maxLength: 4, nullable: false),
                    established_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_nom = table.Column<string>(type: "TEXT", nullable: false),
                    given_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    annulled_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    annul_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_papers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "satisfactions",
                columns: table => new
                {
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    score = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    comment = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_satisfactions", x => x.dossier_id);
                    table.ForeignKey(
                        name: "fk_satisfactions_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "taches",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    done_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    done_by_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    done_by_nom = table.Column<string>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_taches", x => x.id);
                    table.ForeignKey(
                        name: "fk_taches_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
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
                name: "ix_dossiers_commune_id_ancien_code",
                table: "dossiers",
                columns: new[] { "commune_id", "ancien_code" });

            migrationBuilder.CreateIndex(
                name: "ix_demarche_adoptions_code",
                table: "demarche_adoptions",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_commune_addresses_commune_id_is_street",
                table: "commune_addresses",
                columns: new[] { "commune_id", "is_street" });

            migrationBuilder.CreateIndex(
                name: "ix_commune_addresses_commune_id_number",
                table: "commune_addresses",
                columns: new[] { "commune_id", "number" });

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

            migrationBuilder.CreateIndex(
                name: "ix_papers_commune_id_code",
                table: "papers",
                columns: new[] { "commune_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_papers_dossier_id_form_id",
                table: "papers",
                columns: new[] { "dossier_id", "form_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_papers_piece_id",
                table: "papers",
                column: "piece_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_satisfactions_commune_id",
                table: "satisfactions",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_taches_commune_id_done_at_created_at",
                table: "taches",
                columns: new[] { "commune_id", "done_at", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_taches_dossier_id",
                table: "taches",
                column: "dossier_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commune_addresses");

            migrationBuilder.DropTable(
                name: "demarche_revisions");

            migrationBuilder.DropTable(
                name: "demarche_tallies");

            migrationBuilder.DropTable(
                name: "demarche_waves");

            migrationBuilder.DropTable(
                name: "papers");

            migrationBuilder.DropTable(
                name: "satisfactions");

            migrationBuilder.DropTable(
                name: "taches");

            migrationBuilder.DropIndex(
                name: "ix_pieces_scanned_at_sha256",
                table: "pieces");

            migrationBuilder.DropIndex(
                name: "ix_drafts_commune_id_code",
                table: "drafts");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_ancien_code",
                table: "dossiers");

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
                name: "mandat",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "other_secret_hash",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "ancien_code",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "mandat",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "mandat_conteste_at",
                table: "dossiers");

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

            migrationBuilder.DropColumn(
                name: "limites",
                table: "communes");
        }
    }
}
