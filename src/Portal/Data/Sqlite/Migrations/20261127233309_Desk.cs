using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_phase_next_date",
                table: "dossiers");

            migrationBuilder.AddColumn<byte[]>(
                name: "agent_id",
                table: "taches",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "asked_by_id",
                table: "taches",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "asked_by_nom",
                table: "taches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "due",
                table: "taches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "pour_nom",
                table: "taches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "service_id",
                table: "taches",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "texte",
                table: "taches",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "avis_attendus",
                table: "dossiers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte[]>(
                name: "cle_hors_ligne",
                table: "dossiers",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "jointe_a",
                table: "dossiers",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "retrait_annonce_at",
                table: "dossiers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "saisi_hors_ligne_at",
                table: "dossiers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "transmis_at",
                table: "dossiers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "absences",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_nom = table.Column<string>(type: "TEXT", nullable: false),
                    du = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    au = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    delegue_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    delegue_nom = table.Column<string>(type: "TEXT", nullable: true),
                    auteur = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_absences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "consultations",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    asked_by_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    asked_by_nom = table.Column<string>(type: "TEXT", nullable: false),
                    asked_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    nom = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    service_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    courriel = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    question = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    montrees = table.Column<string>(type: "TEXT", nullable: false),
                    due = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    reminded_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    due_told_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    sens = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    ended_by_nom = table.Column<string>(type: "TEXT", maxLength: 240, nullable: true),
                    message_id = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consultations", x => x.id);
                    table.ForeignKey(
                        name: "fk_consultations_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "dossier_fusions",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    into_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_nom = table.Column<string>(type: "TEXT", nullable: false),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    undone_by_nom = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossier_fusions", x => x.id);
                    table.ForeignKey(
                        name: "fk_dossier_fusions_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "dossier_scissions",
                columns: table => new
                {
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    origine_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_nom = table.Column<string>(type: "TEXT", nullable: false),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    undone_by_nom = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossier_scissions", x => x.dossier_id);
                    table.ForeignKey(
                        name: "fk_dossier_scissions_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "objectifs",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    phase = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    demarche_code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    service_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    portee = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    amount = table.Column<int>(type: "INTEGER", nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    before = table.Column<int>(type: "INTEGER", nullable: false),
                    escalade_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_objectifs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "remontees",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    from_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    from_nom = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    to_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    to_nom = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    message_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    back_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answer_id = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_remontees", x => x.id);
                    table.ForeignKey(
                        name: "fk_remontees_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "suggestion_counts",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    word = table.Column<string>(type: "TEXT", maxLength: 34, nullable: false),
                    label = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_suggestion_counts", x => new { x.commune_id, x.kind, x.word, x.label });
                });

            migrationBuilder.CreateTable(
                name: "suggestion_cursors",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_suggestion_cursors", x => x.commune_id);
                });

            migrationBuilder.CreateTable(
                name: "suivis_objectifs",
                columns: table => new
                {
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    phase = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    begun_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    objectif_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    amount = table.Column<int>(type: "INTEGER", nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    before = table.Column<int>(type: "INTEGER", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    near_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    paused_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    pause_reason = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    paused_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    paused_days = table.Column<int>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    near_told_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    missed_told_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    prevenir_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_suivis_objectifs", x => new { x.dossier_id, x.phase });
                    table.ForeignKey(
                        name: "fk_suivis_objectifs_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "time_costs",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hourly_cents = table.Column<int>(type: "INTEGER", nullable: true),
                    source = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_time_costs", x => x.commune_id);
                });

            migrationBuilder.CreateTable(
                name: "time_months",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    closed_by_nom = table.Column<string>(type: "TEXT", nullable: false),
                    hourly_cents = table.Column<int>(type: "INTEGER", nullable: true),
                    source = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_time_months", x => new { x.commune_id, x.month });
                });

            migrationBuilder.CreateTable(
                name: "time_notes",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_nom = table.Column<string>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    service = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    voided_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_time_notes", x => new { x.commune_id, x.agent_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "consultation_liens",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    consultation_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consultation_liens", x => x.hash);
                    table.ForeignKey(
                        name: "fk_consultation_liens_consultations_consultation_id",
                        column: x => x.consultation_id,
                        principalTable: "consultations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_accuse_reception_at_phase_received_at",
                table: "dossiers",
                columns: new[] { "accuse_reception_at", "phase", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_cle_hors_ligne",
                table: "dossiers",
                columns: new[] { "commune_id", "cle_hors_ligne" },
                unique: true,
                filter: "cle_hors_ligne IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_id",
                table: "dossiers",
                columns: new[] { "commune_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_jointe_a",
                table: "dossiers",
                columns: new[] { "commune_id", "jointe_a" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_inbox",
                table: "dossiers",
                columns: new[] { "commune_id", "phase", "next_date", "agent_id", "attend_usager", "avis_attendus", "jointe_a", "nouveau" });

            migrationBuilder.CreateIndex(
                name: "ix_courriels_destinataire_state",
                table: "courriels",
                columns: new[] { "destinataire", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_absences_commune_id_au",
                table: "absences",
                columns: new[] { "commune_id", "au" });

            migrationBuilder.CreateIndex(
                name: "ix_consultation_liens_commune_id",
                table: "consultation_liens",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_consultation_liens_consultation_id",
                table: "consultation_liens",
                column: "consultation_id");

            migrationBuilder.CreateIndex(
                name: "ix_consultations_commune_id_ended_at_due",
                table: "consultations",
                columns: new[] { "commune_id", "ended_at", "due" });

            migrationBuilder.CreateIndex(
                name: "ix_consultations_dossier_id",
                table: "consultations",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_dossier_fusions_commune_id_dossier_id",
                table: "dossier_fusions",
                columns: new[] { "commune_id", "dossier_id" });

            migrationBuilder.CreateIndex(
                name: "ix_dossier_fusions_commune_id_into_id",
                table: "dossier_fusions",
                columns: new[] { "commune_id", "into_id" });

            migrationBuilder.CreateIndex(
                name: "ix_dossier_fusions_dossier_id",
                table: "dossier_fusions",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_dossier_scissions_commune_id_origine_id",
                table: "dossier_scissions",
                columns: new[] { "commune_id", "origine_id" });

            migrationBuilder.CreateIndex(
                name: "ix_objectifs_commune_id_portee",
                table: "objectifs",
                columns: new[] { "commune_id", "portee" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_remontees_commune_id",
                table: "remontees",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_remontees_dossier_id",
                table: "remontees",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_suivis_objectifs_commune_id_ended_at_due_at",
                table: "suivis_objectifs",
                columns: new[] { "commune_id", "ended_at", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_suivis_objectifs_prevenir_at_commune_id",
                table: "suivis_objectifs",
                columns: new[] { "prevenir_at", "commune_id" });

            migrationBuilder.CreateIndex(
                name: "ix_time_notes_agent_id_day",
                table: "time_notes",
                columns: new[] { "agent_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_time_notes_commune_id_day",
                table: "time_notes",
                columns: new[] { "commune_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_time_notes_commune_id_dossier_id",
                table: "time_notes",
                columns: new[] { "commune_id", "dossier_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absences");

            migrationBuilder.DropTable(
                name: "consultation_liens");

            migrationBuilder.DropTable(
                name: "dossier_fusions");

            migrationBuilder.DropTable(
                name: "dossier_scissions");

            migrationBuilder.DropTable(
                name: "objectifs");

            migrationBuilder.DropTable(
                name: "remontees");

            migrationBuilder.DropTable(
                name: "suggestion_counts");

            migrationBuilder.DropTable(
                name: "suggestion_cursors");

            migrationBuilder.DropTable(
                name: "suivis_objectifs");

            migrationBuilder.DropTable(
                name: "time_costs");

            migrationBuilder.DropTable(
                name: "time_months");

            migrationBuilder.DropTable(
                name: "time_notes");

            migrationBuilder.DropTable(
                name: "consultations");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_accuse_reception_at_phase_received_at",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_cle_hors_ligne",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_id",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_jointe_a",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_inbox",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_courriels_destinataire_state",
                table: "courriels");

            migrationBuilder.DropColumn(
                name: "agent_id",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "asked_by_id",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "asked_by_nom",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "due",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "pour_nom",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "service_id",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "texte",
                table: "taches");

            migrationBuilder.DropColumn(
                name: "avis_attendus",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "cle_hors_ligne",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "jointe_a",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "retrait_annonce_at",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "saisi_hors_ligne_at",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "transmis_at",
                table: "dossiers");

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_phase_next_date",
                table: "dossiers",
                columns: new[] { "commune_id", "phase", "next_date" });
        }
    }
}
