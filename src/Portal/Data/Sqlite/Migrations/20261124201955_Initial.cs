using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "agents",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    nom = table.Column<string>(type: "TEXT", nullable: false),
                    courriel = table.Column<string>(type: "TEXT", nullable: false),
                    qualite = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "communes",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    insee = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    nom = table.Column<string>(type: "TEXT", nullable: false),
                    liaison = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    departement_code = table.Column<string>(type: "TEXT", nullable: false),
                    departement_nom = table.Column<string>(type: "TEXT", nullable: false),
                    population = table.Column<int>(type: "INTEGER", nullable: false),
                    siren = table.Column<string>(type: "TEXT", nullable: true),
                    codes_postaux = table.Column<string>(type: "TEXT", nullable: false),
                    epci_nom = table.Column<string>(type: "TEXT", nullable: true),
                    latitude = table.Column<double>(type: "REAL", nullable: true),
                    longitude = table.Column<double>(type: "REAL", nullable: true),
                    couleur = table.Column<string>(type: "TEXT", nullable: false),
                    adresse = table.Column<string>(type: "TEXT", nullable: true),
                    telephone = table.Column<string>(type: "TEXT", nullable: true),
                    courriel = table.Column<string>(type: "TEXT", nullable: true),
                    maire = table.Column<string>(type: "TEXT", nullable: true),
                    dpo_courriel = table.Column<string>(type: "TEXT", nullable: true),
                    contour = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_communes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "courriels",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    destinataire = table.Column<string>(type: "TEXT", nullable: false),
                    objet = table.Column<string>(type: "TEXT", nullable: false),
                    texte = table.Column<string>(type: "TEXT", nullable: false),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    expediteur_nom = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_courriels", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "demarche_adoptions",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    adopted_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_demarche_adoptions", x => new { x.commune_id, x.code });
                });

            migrationBuilder.CreateTable(
                name: "dossier_events",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    actor_kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    actor_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    actor_name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                    previous_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossier_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dossiers",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    numero = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    draft_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    demarche_code = table.Column<string>(type: "TEXT", nullable: false),
                    demarche_version = table.Column<string>(type: "TEXT", nullable: false),
                    objet = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    answers = table.Column<string>(type: "TEXT", nullable: false),
                    usager_nom = table.Column<string>(type: "TEXT", nullable: false),
                    usager_courriel = table.Column<string>(type: "TEXT", nullable: true),
                    usager_telephone = table.Column<string>(type: "TEXT", nullable: true),
                    usager_sub = table.Column<byte[]>(type: "BLOB", nullable: true),
                    filed_by_agent_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    phase = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    service_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    priority = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    agent_nom = table.Column<string>(type: "TEXT", nullable: true),
                    attend_usager = table.Column<bool>(type: "INTEGER", nullable: false),
                    nouveau = table.Column<bool>(type: "INTEGER", nullable: false),
                    accuse_enregistrement_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    accuse_reception_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    next_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    next_date_kind = table.Column<string>(type: "TEXT", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    motif = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossiers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "drafts",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    secret_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    demarche_code = table.Column<string>(type: "TEXT", nullable: false),
                    demarche_version = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    usager_sub = table.Column<byte[]>(type: "BLOB", nullable: true),
                    answers = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_drafts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledgers",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    last_number = table.Column<int>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledgers", x => x.commune_id);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    author_name = table.Column<string>(type: "TEXT", nullable: false),
                    @internal = table.Column<bool>(name: "internal", type: "INTEGER", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "news",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    slug = table.Column<string>(type: "TEXT", nullable: false),
                    titre = table.Column<string>(type: "TEXT", nullable: false),
                    chapeau = table.Column<string>(type: "TEXT", nullable: false),
                    texte = table.Column<string>(type: "TEXT", nullable: false),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    urgent_until = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_news", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "opening_hours",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    day = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    opens = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    closes = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    confirmed = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opening_hours", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "piece_requests",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    pieces = table.Column<string>(type: "TEXT", nullable: false),
                    requested_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    deadline = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    produced_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_piece_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pieces",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    draft_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    message_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    field_id = table.Column<string>(type: "TEXT", nullable: true),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    media_type = table.Column<string>(type: "TEXT", nullable: false),
                    length = table.Column<long>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    origin = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    added_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pieces", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "services",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    nom = table.Column<string>(type: "TEXT", nullable: false),
                    rang = table.Column<int>(type: "INTEGER", nullable: false),
                    courriel = table.Column<string>(type: "TEXT", nullable: true),
                    telephone = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_services", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "syndicats",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    nom = table.Column<string>(type: "TEXT", nullable: false),
                    courriel = table.Column<string>(type: "TEXT", nullable: true),
                    telephone = table.Column<string>(type: "TEXT", nullable: true),
                    adresse = table.Column<string>(type: "TEXT", nullable: true),
                    demonstration = table.Column<bool>(type: "INTEGER", nullable: false),
                    carte_view_box = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_syndicats", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "memberships",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    service_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_memberships", x => x.id);
                    table.ForeignKey(
                        name: "fk_memberships_agents_agent_id",
                        column: x => x.agent_id,
                        principalTable: "agents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "commune_hosts",
                columns: table => new
                {
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    redirects = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_commune_hosts", x => x.host);
                    table.ForeignKey(
                        name: "fk_commune_hosts_communes_commune_id",
                        column: x => x.commune_id,
                        principalTable: "communes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_commune_hosts_commune_id",
                table: "commune_hosts",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_communes_insee",
                table: "communes",
                column: "insee",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_communes_slug",
                table: "communes",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_courriels_dossier_id",
                table: "courriels",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_courriels_state_next_attempt_at",
                table: "courriels",
                columns: new[] { "state", "next_attempt_at" });

            migrationBuilder.CreateIndex(
                name: "ix_dossier_events_commune_id_sequence",
                table: "dossier_events",
                columns: new[] { "commune_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dossier_events_dossier_id",
                table: "dossier_events",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_closed_at",
                table: "dossiers",
                columns: new[] { "commune_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_code",
                table: "dossiers",
                columns: new[] { "commune_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_phase_next_date",
                table: "dossiers",
                columns: new[] { "commune_id", "phase", "next_date" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_usager_courriel",
                table: "dossiers",
                columns: new[] { "commune_id", "usager_courriel" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_draft_id",
                table: "dossiers",
                column: "draft_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_numero",
                table: "dossiers",
                column: "numero",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_usager_sub",
                table: "dossiers",
                column: "usager_sub");

            migrationBuilder.CreateIndex(
                name: "ix_drafts_updated_at",
                table: "drafts",
                column: "updated_at");

            migrationBuilder.CreateIndex(
                name: "ix_memberships_agent_id",
                table: "memberships",
                column: "agent_id");

            migrationBuilder.CreateIndex(
                name: "ix_memberships_commune_id",
                table: "memberships",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_messages_dossier_id",
                table: "messages",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_news_commune_id_published_at",
                table: "news",
                columns: new[] { "commune_id", "published_at" });

            migrationBuilder.CreateIndex(
                name: "ix_news_commune_id_slug",
                table: "news",
                columns: new[] { "commune_id", "slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_opening_hours_commune_id",
                table: "opening_hours",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_piece_requests_dossier_id",
                table: "piece_requests",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_pieces_dossier_id",
                table: "pieces",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_pieces_draft_id",
                table: "pieces",
                column: "draft_id");

            migrationBuilder.CreateIndex(
                name: "ix_services_commune_id_code",
                table: "services",
                columns: new[] { "commune_id", "code" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commune_hosts");

            migrationBuilder.DropTable(
                name: "courriels");

            migrationBuilder.DropTable(
                name: "demarche_adoptions");

            migrationBuilder.DropTable(
                name: "dossier_events");

            migrationBuilder.DropTable(
                name: "dossiers");

            migrationBuilder.DropTable(
                name: "drafts");

            migrationBuilder.DropTable(
                name: "ledgers");

            migrationBuilder.DropTable(
                name: "memberships");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "news");

            migrationBuilder.DropTable(
                name: "opening_hours");

            migrationBuilder.DropTable(
                name: "piece_requests");

            migrationBuilder.DropTable(
                name: "pieces");

            migrationBuilder.DropTable(
                name: "services");

            migrationBuilder.DropTable(
                name: "syndicats");

            migrationBuilder.DropTable(
                name: "communes");

            migrationBuilder.DropTable(
                name: "agents");
        }
    }
}
