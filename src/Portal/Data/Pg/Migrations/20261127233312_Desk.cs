using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Pg.Migrations
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_phase_next_date",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.AddColumn<Guid>(
                name: "agent_id",
                schema: "portal",
                table: "taches",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "asked_by_id",
                schema: "portal",
                table: "taches",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "asked_by_nom",
                schema: "portal",
                table: "taches",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "due",
                schema: "portal",
                table: "taches",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "pour_nom",
                schema: "portal",
                table: "taches",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "service_id",
                schema: "portal",
                table: "taches",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "texte",
                schema: "portal",
                table: "taches",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "avis_attendus",
                schema: "portal",
                table: "dossiers",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "cle_hors_ligne",
                schema: "portal",
                table: "dossiers",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "jointe_a",
                schema: "portal",
                table: "dossiers",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "retrait_annonce_at",
                schema: "portal",
                table: "dossiers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "saisi_hors_ligne_at",
                schema: "portal",
                table: "dossiers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "transmis_at",
                schema: "portal",
                table: "dossiers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "absences",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_nom = table.Column<string>(type: "text", nullable: false),
                    du = table.Column<DateOnly>(type: "date", nullable: false),
                    au = table.Column<DateOnly>(type: "date", nullable: false),
                    delegue_id = table.Column<Guid>(type: "uuid", nullable: true),
                    delegue_nom = table.Column<string>(type: "text", nullable: true),
                    auteur = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_absences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "consultations",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by_nom = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    nom = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    service_id = table.Column<Guid>(type: "uuid", nullable: true),
                    courriel = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    question = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    montrees = table.Column<string>(type: "text", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false),
                    reminded_on = table.Column<DateOnly>(type: "date", nullable: true),
                    due_told_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    sens = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    ended_by_nom = table.Column<string>(type: "character varying(240)", maxLength: 240, nullable: true),
                    message_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consultations", x => x.id);
                    table.ForeignKey(
                        name: "fk_consultations_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalSchema: "portal",
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "dossier_fusions",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    into_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_nom = table.Column<string>(type: "text", nullable: false),
                    undone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    undone_by_nom = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossier_fusions", x => x.id);
                    table.ForeignKey(
                        name: "fk_dossier_fusions_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalSchema: "portal",
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "dossier_scissions",
                schema: "portal",
                columns: table => new
                {
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    origine_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_nom = table.Column<string>(type: "text", nullable: false),
                    undone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    undone_by_nom = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossier_scissions", x => x.dossier_id);
                    table.ForeignKey(
                        name: "fk_dossier_scissions_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalSchema: "portal",
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "objectifs",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    phase = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    demarche_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    service_id = table.Column<Guid>(type: "uuid", nullable: true),
                    portee = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    amount = table.Column<int>(type: "integer", nullable: false),
                    unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    before = table.Column<int>(type: "integer", nullable: false),
                    escalade_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_objectifs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "remontees",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_nom = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_nom = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    back_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answer_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_remontees", x => x.id);
                    table.ForeignKey(
                        name: "fk_remontees_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalSchema: "portal",
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "suggestion_counts",
                schema: "portal",
                columns: table => new
                {
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    word = table.Column<string>(type: "character varying(34)", maxLength: 34, nullable: false),
                    label = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_suggestion_counts", x => new { x.commune_id, x.kind, x.word, x.label });
                });

            migrationBuilder.CreateTable(
                name: "suggestion_cursors",
                schema: "portal",
                columns: table => new
                {
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_suggestion_cursors", x => x.commune_id);
                });

            migrationBuilder.CreateTable(
                name: "suivis_objectifs",
                schema: "portal",
                columns: table => new
                {
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    phase = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    begun_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    objectif_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<int>(type: "integer", nullable: false),
                    unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    before = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    near_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    paused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    pause_reason = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    paused_minutes = table.Column<int>(type: "integer", nullable: false),
                    paused_days = table.Column<int>(type: "integer", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    near_told_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    missed_told_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    prevenir_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_suivis_objectifs", x => new { x.dossier_id, x.phase });
                    table.ForeignKey(
                        name: "fk_suivis_objectifs_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalSchema: "portal",
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "time_costs",
                schema: "portal",
                columns: table => new
                {
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hourly_cents = table.Column<int>(type: "integer", nullable: true),
                    source = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_time_costs", x => x.commune_id);
                });

            migrationBuilder.CreateTable(
                name: "time_months",
                schema: "portal",
                columns: table => new
                {
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    closed_by_nom = table.Column<string>(type: "text", nullable: false),
                    hourly_cents = table.Column<int>(type: "integer", nullable: true),
                    source = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_time_months", x => new { x.commune_id, x.month });
                });

            migrationBuilder.CreateTable(
                name: "time_notes",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_nom = table.Column<string>(type: "text", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: true),
                    service = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    voided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_time_notes", x => new { x.commune_id, x.agent_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "consultation_liens",
                schema: "portal",
                columns: table => new
                {
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    consultation_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consultation_liens", x => x.hash);
                    table.ForeignKey(
                        name: "fk_consultation_liens_consultations_consultation_id",
                        column: x => x.consultation_id,
                        principalSchema: "portal",
                        principalTable: "consultations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_accuse_reception_at_phase_received_at",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "accuse_reception_at", "phase", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_cle_hors_ligne",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "cle_hors_ligne" },
                unique: true,
                filter: "cle_hors_ligne IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_id",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_jointe_a",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "jointe_a" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_inbox",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "phase", "next_date", "agent_id", "attend_usager", "avis_attendus", "jointe_a", "nouveau" });

            migrationBuilder.CreateIndex(
                name: "ix_courriels_destinataire_state",
                schema: "portal",
                table: "courriels",
                columns: new[] { "destinataire", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_absences_commune_id_au",
                schema: "portal",
                table: "absences",
                columns: new[] { "commune_id", "au" });

            migrationBuilder.CreateIndex(
                name: "ix_consultation_liens_commune_id",
                schema: "portal",
                table: "consultation_liens",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_consultation_liens_consultation_id",
                schema: "portal",
                table: "consultation_liens",
                column: "consultation_id");

            migrationBuilder.CreateIndex(
                name: "ix_consultations_commune_id_ended_at_due",
                schema: "portal",
                table: "consultations",
                columns: new[] { "commune_id", "ended_at", "due" });

            migrationBuilder.CreateIndex(
                name: "ix_consultations_dossier_id",
                schema: "portal",
                table: "consultations",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_dossier_fusions_commune_id_dossier_id",
                schema: "portal",
                table: "dossier_fusions",
                columns: new[] { "commune_id", "dossier_id" });

            migrationBuilder.CreateIndex(
                name: "ix_dossier_fusions_commune_id_into_id",
                schema: "portal",
                table: "dossier_fusions",
                columns: new[] { "commune_id", "into_id" });

            migrationBuilder.CreateIndex(
                name: "ix_dossier_fusions_dossier_id",
                schema: "portal",
                table: "dossier_fusions",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_dossier_scissions_commune_id_origine_id",
                schema: "portal",
                table: "dossier_scissions",
                columns: new[] { "commune_id", "origine_id" });

            migrationBuilder.CreateIndex(
                name: "ix_objectifs_commune_id_portee",
                schema: "portal",
                table: "objectifs",
                columns: new[] { "commune_id", "portee" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_remontees_commune_id",
                schema: "portal",
                table: "remontees",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_remontees_dossier_id",
                schema: "portal",
                table: "remontees",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_suivis_objectifs_commune_id_ended_at_due_at",
                schema: "portal",
                table: "suivis_objectifs",
                columns: new[] { "commune_id", "ended_at", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_suivis_objectifs_prevenir_at_commune_id",
                schema: "portal",
                table: "suivis_objectifs",
                columns: new[] { "prevenir_at", "commune_id" });

            migrationBuilder.CreateIndex(
                name: "ix_time_notes_agent_id_day",
                schema: "portal",
                table: "time_notes",
                columns: new[] { "agent_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_time_notes_commune_id_day",
                schema: "portal",
                table: "time_notes",
                columns: new[] { "commune_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_time_notes_commune_id_dossier_id",
                schema: "portal",
                table: "time_notes",
                columns: new[] { "commune_id", "dossier_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absences",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "consultation_liens",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "dossier_fusions",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "dossier_scissions",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "objectifs",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "remontees",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "suggestion_counts",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "suggestion_cursors",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "suivis_objectifs",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "time_costs",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "time_months",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "time_notes",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "consultations",
                schema: "portal");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_accuse_reception_at_phase_received_at",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_cle_hors_ligne",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_id",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_jointe_a",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_inbox",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_courriels_destinataire_state",
                schema: "portal",
                table: "courriels");

            migrationBuilder.DropColumn(
                name: "agent_id",
                schema: "portal",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "asked_by_id",
                schema: "portal",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "asked_by_nom",
                schema: "portal",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "due",
                schema: "portal",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "pour_nom",
                schema: "portal",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "service_id",
                schema: "portal",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "texte",
                schema: "portal",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "avis_attendus",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "cle_hors_ligne",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "jointe_a",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "retrait_annonce_at",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "saisi_hors_ligne_at",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "transmis_at",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_phase_next_date",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "phase", "next_date" });
        }
    }
}
