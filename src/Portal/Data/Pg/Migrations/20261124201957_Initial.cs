using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Pg.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "portal");

            migrationBuilder.CreateTable(
                name: "agents",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    nom = table.Column<string>(type: "text", nullable: false),
                    courriel = table.Column<string>(type: "text", nullable: false),
                    qualite = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "communes",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    insee = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: false),
                    nom = table.Column<string>(type: "text", nullable: false),
                    liaison = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    slug = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    departement_code = table.Column<string>(type: "text", nullable: false),
                    departement_nom = table.Column<string>(type: "text", nullable: false),
                    population = table.Column<int>(type: "integer", nullable: false),
                    siren = table.Column<string>(type: "text", nullable: true),
                    codes_postaux = table.Column<string>(type: "text", nullable: false),
                    epci_nom = table.Column<string>(type: "text", nullable: true),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    couleur = table.Column<string>(type: "text", nullable: false),
                    adresse = table.Column<string>(type: "text", nullable: true),
                    telephone = table.Column<string>(type: "text", nullable: true),
                    courriel = table.Column<string>(type: "text", nullable: true),
                    maire = table.Column<string>(type: "text", nullable: true),
                    dpo_courriel = table.Column<string>(type: "text", nullable: true),
                    contour = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_communes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "courriels",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false),
                    destinataire = table.Column<string>(type: "text", nullable: false),
                    objet = table.Column<string>(type: "text", nullable: false),
                    texte = table.Column<string>(type: "text", nullable: false),
                    html = table.Column<string>(type: "text", nullable: false),
                    expediteur_nom = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_courriels", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "demarche_adoptions",
                schema: "portal",
                columns: table => new
                {
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    version = table.Column<string>(type: "text", nullable: false),
                    adopted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_demarche_adoptions", x => new { x.commune_id, x.code });
                });

            migrationBuilder.CreateTable(
                name: "dossier_events",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    actor_kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    actor_name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    data = table.Column<string>(type: "text", nullable: false),
                    previous_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossier_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dossiers",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    numero = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    draft_id = table.Column<Guid>(type: "uuid", nullable: true),
                    demarche_code = table.Column<string>(type: "text", nullable: false),
                    demarche_version = table.Column<string>(type: "text", nullable: false),
                    objet = table.Column<string>(type: "text", nullable: false),
                    channel = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    answers = table.Column<string>(type: "text", nullable: false),
                    usager_nom = table.Column<string>(type: "text", nullable: false),
                    usager_courriel = table.Column<string>(type: "text", nullable: true),
                    usager_telephone = table.Column<string>(type: "text", nullable: true),
                    usager_sub = table.Column<Guid>(type: "uuid", nullable: true),
                    filed_by_agent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    phase = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    service_id = table.Column<Guid>(type: "uuid", nullable: true),
                    priority = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    agent_nom = table.Column<string>(type: "text", nullable: true),
                    attend_usager = table.Column<bool>(type: "boolean", nullable: false),
                    nouveau = table.Column<bool>(type: "boolean", nullable: false),
                    accuse_enregistrement_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    accuse_reception_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    next_date = table.Column<DateOnly>(type: "date", nullable: false),
                    next_date_kind = table.Column<string>(type: "text", nullable: true),
                    outcome = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    motif = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossiers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "drafts",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    secret_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    demarche_code = table.Column<string>(type: "text", nullable: false),
                    demarche_version = table.Column<string>(type: "text", nullable: false),
                    channel = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    usager_sub = table.Column<Guid>(type: "uuid", nullable: true),
                    answers = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_drafts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ledgers",
                schema: "portal",
                columns: table => new
                {
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    last_number = table.Column<int>(type: "integer", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledgers", x => x.commune_id);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    author_name = table.Column<string>(type: "text", nullable: false),
                    @internal = table.Column<bool>(name: "internal", type: "boolean", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "news",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    titre = table.Column<string>(type: "text", nullable: false),
                    chapeau = table.Column<string>(type: "text", nullable: false),
                    texte = table.Column<string>(type: "text", nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    urgent_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_news", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "opening_hours",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    opens = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    closes = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    confirmed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opening_hours", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "piece_requests",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pieces = table.Column<string>(type: "text", nullable: false),
                    requested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    deadline = table.Column<DateOnly>(type: "date", nullable: false),
                    produced_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_piece_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pieces",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    draft_id = table.Column<Guid>(type: "uuid", nullable: true),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: true),
                    message_id = table.Column<Guid>(type: "uuid", nullable: true),
                    field_id = table.Column<string>(type: "text", nullable: true),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    media_type = table.Column<string>(type: "text", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    origin = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pieces", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "services",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    nom = table.Column<string>(type: "text", nullable: false),
                    rang = table.Column<int>(type: "integer", nullable: false),
                    courriel = table.Column<string>(type: "text", nullable: true),
                    telephone = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_services", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "syndicats",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    nom = table.Column<string>(type: "text", nullable: false),
                    courriel = table.Column<string>(type: "text", nullable: true),
                    telephone = table.Column<string>(type: "text", nullable: true),
                    adresse = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false),
                    carte_view_box = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_syndicats", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "memberships",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    service_id = table.Column<Guid>(type: "uuid", nullable: true),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_memberships", x => x.id);
                    table.ForeignKey(
                        name: "fk_memberships_agents_agent_id",
                        column: x => x.agent_id,
                        principalSchema: "portal",
                        principalTable: "agents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "commune_hosts",
                schema: "portal",
                columns: table => new
                {
                    host = table.Column<string>(type: "text", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    redirects = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_commune_hosts", x => x.host);
                    table.ForeignKey(
                        name: "fk_commune_hosts_communes_commune_id",
                        column: x => x.commune_id,
                        principalSchema: "portal",
                        principalTable: "communes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_commune_hosts_commune_id",
                schema: "portal",
                table: "commune_hosts",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_communes_insee",
                schema: "portal",
                table: "communes",
                column: "insee",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_communes_slug",
                schema: "portal",
                table: "communes",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_courriels_dossier_id",
                schema: "portal",
                table: "courriels",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_courriels_state_next_attempt_at",
                schema: "portal",
                table: "courriels",
                columns: new[] { "state", "next_attempt_at" });

            migrationBuilder.CreateIndex(
                name: "ix_dossier_events_commune_id_sequence",
                schema: "portal",
                table: "dossier_events",
                columns: new[] { "commune_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dossier_events_dossier_id",
                schema: "portal",
                table: "dossier_events",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_closed_at",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_code",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_phase_next_date",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "phase", "next_date" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_usager_courriel",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "usager_courriel" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_draft_id",
                schema: "portal",
                table: "dossiers",
                column: "draft_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_numero",
                schema: "portal",
                table: "dossiers",
                column: "numero",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_usager_sub",
                schema: "portal",
                table: "dossiers",
                column: "usager_sub");

            migrationBuilder.CreateIndex(
                name: "ix_drafts_updated_at",
                schema: "portal",
                table: "drafts",
                column: "updated_at");

            migrationBuilder.CreateIndex(
                name: "ix_memberships_agent_id",
                schema: "portal",
                table: "memberships",
                column: "agent_id");

            migrationBuilder.CreateIndex(
                name: "ix_memberships_commune_id",
                schema: "portal",
                table: "memberships",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_messages_dossier_id",
                schema: "portal",
                table: "messages",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_news_commune_id_published_at",
                schema: "portal",
                table: "news",
                columns: new[] { "commune_id", "published_at" });

            migrationBuilder.CreateIndex(
                name: "ix_news_commune_id_slug",
                schema: "portal",
                table: "news",
                columns: new[] { "commune_id", "slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_opening_hours_commune_id",
                schema: "portal",
                table: "opening_hours",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_piece_requests_dossier_id",
                schema: "portal",
                table: "piece_requests",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_pieces_dossier_id",
                schema: "portal",
                table: "pieces",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_pieces_draft_id",
                schema: "portal",
                table: "pieces",
                column: "draft_id");

            migrationBuilder.CreateIndex(
                name: "ix_services_commune_id_code",
                schema: "portal",
                table: "services",
                columns: new[] { "commune_id", "code" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commune_hosts",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "courriels",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "demarche_adoptions",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "dossier_events",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "dossiers",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "drafts",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "ledgers",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "memberships",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "messages",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "news",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "opening_hours",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "piece_requests",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "pieces",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "services",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "syndicats",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "communes",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "agents",
                schema: "portal");
        }
    }
}
