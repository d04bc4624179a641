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

            migrationBuilder.AddColumn<string>(
                name: "mandat",
                schema: "portal",
                table: "drafts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "other_secret_hash",
                schema: "portal",
                table: "drafts",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ancien_code",
                schema: "portal",
                table: "dossiers",
                type: "character varying(10)",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mandat",
                schema: "portal",
                table: "dossiers",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "mandat_conteste_at",
                schema: "portal",
                table: "dossiers",
                type: "timestamp with time zone",
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

            migrationBuilder.AddColumn<string>(
                name: "limites",
                schema: "portal",
                table: "communes",
                type: "text",
                nullable: true);

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

            migrationBuilder.CreateTable(
                name: "papers",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    form_id = table.Column<Guid>(type: "uuid", nullable: false),
                    piece_id = table.Column<Guid>(type: "uuid", nullable: false),
                    template_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    title = table.Column<string>(type: "character varying(220)", maxLength: 220, nullable: false),
                    code = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    pages = table.Column<int>(type: "integer", nullable: false),
                    initials = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    established_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_nom = table.Column<string>(type: "text", nullable: false),
                    given_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    annulled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    annul_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_papers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "satisfactions",
                schema: "portal",
                columns: table => new
                {
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    score = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    comment = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_satisfactions", x => x.dossier_id);
                    table.ForeignKey(
                        name: "fk_satisfactions_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalSchema: "portal",
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "taches",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    done_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    done_by_nom = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_taches", x => x.id);
                    table.ForeignKey(
                        name: "fk_taches_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalSchema: "portal",
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
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
                name: "ix_dossiers_commune_id_ancien_code",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "ancien_code" });

            migrationBuilder.CreateIndex(
                name: "ix_demarche_adoptions_code",
                schema: "portal",
                table: "demarche_adoptions",
                column: "code");

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

            migrationBuilder.CreateIndex(
                name: "ix_papers_commune_id_code",
                schema: "portal",
                table: "papers",
                columns: new[] { "commune_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_papers_dossier_id_form_id",
                schema: "portal",
                table: "papers",
                columns: new[] { "dossier_id", "form_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_papers_piece_id",
                schema: "portal",
                table: "papers",
                column: "piece_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_satisfactions_commune_id",
                schema: "portal",
                table: "satisfactions",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_taches_commune_id_done_at_created_at",
                schema: "portal",
                table: "taches",
                columns: new[] { "commune_id", "done_at", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_taches_dossier_id",
                schema: "portal",
                table: "taches",
                column: "dossier_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commune_addresses",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "demarche_revisions",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "demarche_tallies",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "demarche_waves",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "papers",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "satisfactions",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "taches",
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
                name: "ix_dossiers_commune_id_ancien_code",
                schema: "portal",
                table: "dossiers");

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
                name: "mandat",
                schema: "portal",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "other_secret_hash",
                schema: "portal",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "ancien_code",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "mandat",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "mandat_conteste_at",
                schema: "portal",
                table: "dossiers");

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

            migrationBuilder.DropColumn(
                name: "limites",
                schema: "portal",
                table: "communes");
        }
    }
}
