using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Bureau : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "implicite",
                table: "dossiers",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "implicite_le",
                table: "dossiers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "personne_id",
                table: "dossiers",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "silence_on",
                table: "dossiers",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<byte[]>(
                name: "attachment",
                table: "courriels",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "attachment_name",
                table: "courriels",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "alertes_jours",
                table: "communes",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "alarmes",
                columns: table => new
                {
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    due = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    days = table.Column<int>(type: "INTEGER", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    raised_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    told_on = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alarmes", x => new { x.dossier_id, x.kind, x.due, x.days });
                    table.ForeignKey(
                        name: "fk_alarmes_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "bulk_changes",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    lot_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    before = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    after = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulk_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "class_figures",
                columns: table => new
                {
                    @class = table.Column<string>(name: "class", type: "TEXT", maxLength: 20, nullable: false),
                    last_month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    communes = table.Column<int>(type: "INTEGER", nullable: false),
                    filed_per_thousand = table.Column<int>(type: "INTEGER", nullable: false),
                    online_per_mille = table.Column<int>(type: "INTEGER", nullable: false),
                    median_days = table.Column<int>(type: "INTEGER", nullable: true),
                    p90days = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_class_figures", x => x.@class);
                });

            migrationBuilder.CreateTable(
                name: "connaissance_tallies",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    connaissance_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    uses = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connaissance_tallies", x => new { x.commune_id, x.connaissance_id });
                });

            migrationBuilder.CreateTable(
                name: "connaissance_uses",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    connaissance_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connaissance_uses", x => new { x.commune_id, x.connaissance_id, x.dossier_id });
                    table.ForeignKey(
                        name: "fk_connaissance_uses_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "connaissances",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    genre = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    demarche_code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    titre = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    texte = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    a_relire_le = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    source_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    source_texte_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    auteur = table.Column<string>(type: "TEXT", nullable: false),
                    texte_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connaissances", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "day_tallies",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    demarche = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    service = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    filed = table.Column<int>(type: "INTEGER", nullable: false),
                    closed = table.Column<int>(type: "INTEGER", nullable: false),
                    favorable = table.Column<int>(type: "INTEGER", nullable: false),
                    defavorable = table.Column<int>(type: "INTEGER", nullable: false),
                    reponse = table.Column<int>(type: "INTEGER", nullable: false),
                    bound = table.Column<int>(type: "INTEGER", nullable: false),
                    late = table.Column<int>(type: "INTEGER", nullable: false),
                    satisfait = table.Column<int>(type: "INTEGER", nullable: false),
                    moyen = table.Column<int>(type: "INTEGER", nullable: false),
                    pas_satisfait = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_day_tallies", x => new { x.commune_id, x.day, x.demarche, x.service, x.channel });
                });

            migrationBuilder.CreateTable(
                name: "delay_tallies",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    demarche = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    service = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    days = table.Column<int>(type: "INTEGER", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delay_tallies", x => new { x.commune_id, x.month, x.demarche, x.service, x.kind, x.days });
                });

            migrationBuilder.CreateTable(
                name: "dossier_facts",
                columns: table => new
                {
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    filed_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    filed_hour = table.Column<int>(type: "INTEGER", nullable: false),
                    demarche = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    service = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    closed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    late = table.Column<bool>(type: "INTEGER", nullable: true),
                    qualification_days = table.Column<int>(type: "INTEGER", nullable: true),
                    traitement_days = table.Column<int>(type: "INTEGER", nullable: true),
                    delivrance_days = table.Column<int>(type: "INTEGER", nullable: true),
                    total_days = table.Column<int>(type: "INTEGER", nullable: true),
                    rated_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    avis = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossier_facts", x => x.dossier_id);
                });

            migrationBuilder.CreateTable(
                name: "hour_tallies",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    day = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    hour = table.Column<int>(type: "INTEGER", nullable: false),
                    filed = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hour_tallies", x => new { x.commune_id, x.month, x.day, x.hour });
                });

            migrationBuilder.CreateTable(
                name: "personnes",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    prenom = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    nom = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    courriel = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    telephone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ligne1 = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    code_postal = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    ville = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    canal = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    sensible = table.Column<bool>(type: "INTEGER", nullable: false),
                    usager_sub = table.Column<byte[]>(type: "BLOB", nullable: true),
                    merged_into_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_personnes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "saved_views",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_nom = table.Column<string>(type: "TEXT", nullable: false),
                    nom = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    query = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    shared = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_views", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "search_entries",
                columns: table => new
                {
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: false),
                    rules = table.Column<int>(type: "INTEGER", nullable: false),
                    pending = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_entries", x => x.dossier_id);
                });

            migrationBuilder.CreateTable(
                name: "search_words",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    word = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_words", x => new { x.commune_id, x.word });
                });

            migrationBuilder.CreateTable(
                name: "statistics_cursors",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statistics_cursors", x => x.commune_id);
                });

            migrationBuilder.CreateTable(
                name: "statistics_settings",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    counter_cents = table.Column<int>(type: "INTEGER", nullable: true),
                    online_cents = table.Column<int>(type: "INTEGER", nullable: true),
                    cost_source = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    contribution_cents = table.Column<long>(type: "INTEGER", nullable: true),
                    is_public = table.Column<bool>(type: "INTEGER", nullable: false),
                    sends_report = table.Column<bool>(type: "INTEGER", nullable: false),
                    report_addresses = table.Column<string>(type: "TEXT", maxLength: 1280, nullable: true),
                    reported_month = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statistics_settings", x => x.commune_id);
                });

            migrationBuilder.CreateTable(
                name: "transferts",
                columns: table => new
                {
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    destinataire = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    coordonnees = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    way = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    sent_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    preuve = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transferts", x => x.dossier_id);
                    table.ForeignKey(
                        name: "fk_transferts_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "personne_acces",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    personne_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_nom = table.Column<string>(type: "TEXT", nullable: false),
                    motif = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_personne_acces", x => x.id);
                    table.ForeignKey(
                        name: "fk_personne_acces_personnes_personne_id",
                        column: x => x.personne_id,
                        principalTable: "personnes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "personne_consents",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    personne_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    given_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    given_to_nom = table.Column<string>(type: "TEXT", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    withdrawn_to_nom = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_personne_consents", x => x.id);
                    table.ForeignKey(
                        name: "fk_personne_consents_personnes_personne_id",
                        column: x => x.personne_id,
                        principalTable: "personnes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "personne_fusions",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    personne_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    into_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    nom = table.Column<string>(type: "TEXT", maxLength: 508, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    agent_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_nom = table.Column<string>(type: "TEXT", nullable: false),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    undone_by_nom = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_personne_fusions", x => x.id);
                    table.ForeignKey(
                        name: "fk_personne_fusions_personnes_personne_id",
                        column: x => x.personne_id,
                        principalTable: "personnes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "personne_keys",
                columns: table => new
                {
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    value = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    personne_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_personne_keys", x => new { x.commune_id, x.kind, x.value, x.personne_id });
                    table.ForeignKey(
                        name: "fk_personne_keys_personnes_personne_id",
                        column: x => x.personne_id,
                        principalTable: "personnes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "representants",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    organisation_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    personne_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    qualite = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_representants", x => x.id);
                    table.ForeignKey(
                        name: "fk_representants_personnes_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "personnes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_representants_personnes_personne_id",
                        column: x => x.personne_id,
                        principalTable: "personnes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_personne_id",
                table: "dossiers",
                columns: new[] { "commune_id", "personne_id" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_silence_on_commune_id",
                table: "dossiers",
                columns: new[] { "silence_on", "commune_id" });

            migrationBuilder.CreateIndex(
                name: "ix_alarmes_commune_id_raised_on",
                table: "alarmes",
                columns: new[] { "commune_id", "raised_on" });

            migrationBuilder.CreateIndex(
                name: "ix_alarmes_told_on_commune_id",
                table: "alarmes",
                columns: new[] { "told_on", "commune_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bulk_changes_commune_id_lot_id",
                table: "bulk_changes",
                columns: new[] { "commune_id", "lot_id" });

            migrationBuilder.CreateIndex(
                name: "ix_connaissance_tallies_connaissance_id",
                table: "connaissance_tallies",
                column: "connaissance_id");

            migrationBuilder.CreateIndex(
                name: "ix_connaissance_uses_dossier_id",
                table: "connaissance_uses",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_connaissances_commune_id_demarche_code",
                table: "connaissances",
                columns: new[] { "commune_id", "demarche_code" });

            migrationBuilder.CreateIndex(
                name: "ix_connaissances_commune_id_source_id",
                table: "connaissances",
                columns: new[] { "commune_id", "source_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dossier_facts_commune_id",
                table: "dossier_facts",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_personne_acces_at",
                table: "personne_acces",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_personne_acces_commune_id_personne_id_at",
                table: "personne_acces",
                columns: new[] { "commune_id", "personne_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_personne_acces_personne_id",
                table: "personne_acces",
                column: "personne_id");

            migrationBuilder.CreateIndex(
                name: "ix_personne_consents_commune_id_personne_id",
                table: "personne_consents",
                columns: new[] { "commune_id", "personne_id" });

            migrationBuilder.CreateIndex(
                name: "ix_personne_consents_personne_id",
                table: "personne_consents",
                column: "personne_id");

            migrationBuilder.CreateIndex(
                name: "ix_personne_fusions_commune_id_into_id",
                table: "personne_fusions",
                columns: new[] { "commune_id", "into_id" });

            migrationBuilder.CreateIndex(
                name: "ix_personne_fusions_personne_id",
                table: "personne_fusions",
                column: "personne_id");

            migrationBuilder.CreateIndex(
                name: "ix_personne_keys_personne_id",
                table: "personne_keys",
                column: "personne_id");

            migrationBuilder.CreateIndex(
                name: "ix_personnes_commune_id_merged_into_id",
                table: "personnes",
                columns: new[] { "commune_id", "merged_into_id" });

            migrationBuilder.CreateIndex(
                name: "ix_personnes_updated_at",
                table: "personnes",
                column: "updated_at");

            migrationBuilder.CreateIndex(
                name: "ix_representants_commune_id_organisation_id",
                table: "representants",
                columns: new[] { "commune_id", "organisation_id" });

            migrationBuilder.CreateIndex(
                name: "ix_representants_commune_id_personne_id",
                table: "representants",
                columns: new[] { "commune_id", "personne_id" });

            migrationBuilder.CreateIndex(
                name: "ix_representants_organisation_id",
                table: "representants",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_representants_personne_id",
                table: "representants",
                column: "personne_id");

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_commune_id_agent_id",
                table: "saved_views",
                columns: new[] { "commune_id", "agent_id" });

            migrationBuilder.CreateIndex(
                name: "ix_search_entries_commune_id_dossier_id",
                table: "search_entries",
                columns: new[] { "commune_id", "dossier_id" },
                filter: "pending");

            migrationBuilder.CreateIndex(
                name: "ix_transferts_commune_id_sent_on",
                table: "transferts",
                columns: new[] { "commune_id", "sent_on" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alarmes");

            migrationBuilder.DropTable(
                name: "bulk_changes");

            migrationBuilder.DropTable(
                name: "class_figures");

            migrationBuilder.DropTable(
                name: "connaissance_tallies");

            migrationBuilder.DropTable(
                name: "connaissance_uses");

            migrationBuilder.DropTable(
                name: "connaissances");

            migrationBuilder.DropTable(
                name: "day_tallies");

            migrationBuilder.DropTable(
                name: "delay_tallies");

            migrationBuilder.DropTable(
                name: "dossier_facts");

            migrationBuilder.DropTable(
                name: "hour_tallies");

            migrationBuilder.DropTable(
                name: "personne_acces");

            migrationBuilder.DropTable(
                name: "personne_consents");

            migrationBuilder.DropTable(
                name: "personne_fusions");

            migrationBuilder.DropTable(
                name: "personne_keys");

            migrationBuilder.DropTable(
                name: "representants");

            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropTable(
                name: "search_entries");

            migrationBuilder.DropTable(
                name: "search_words");

            migrationBuilder.DropTable(
                name: "statistics_cursors");

            migrationBuilder.DropTable(
                name: "statistics_settings");

            migrationBuilder.DropTable(
                name: "transferts");

            migrationBuilder.DropTable(
                name: "personnes");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_personne_id",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_silence_on_commune_id",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "implicite",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "implicite_le",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "personne_id",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "silence_on",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "attachment",
                table: "courriels");

            migrationBuilder.DropColumn(
                name: "attachment_name",
                table: "courriels");

            migrationBuilder.DropColumn(
                name: "alertes_jours",
                table: "communes");
        }
    }
}
