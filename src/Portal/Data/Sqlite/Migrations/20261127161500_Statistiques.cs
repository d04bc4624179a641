using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Statistiques : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateTable(
                name: "class_figures",
                columns: table => new
                {
                    @class = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    communes = table.Column<int>(type: "INTEGER", nullable: false),
                    filed_per_thousand = table.Column<int>(type: "INTEGER", nullable: false),
                    last_month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    median_days = table.Column<int>(type: "INTEGER", nullable: true),
                    online_per_mille = table.Column<int>(type: "INTEGER", nullable: false),
                    p90days = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_class_figures", x => x.@class);
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
                    bound = table.Column<int>(type: "INTEGER", nullable: false),
                    closed = table.Column<int>(type: "INTEGER", nullable: false),
                    defavorable = table.Column<int>(type: "INTEGER", nullable: false),
                    favorable = table.Column<int>(type: "INTEGER", nullable: false),
                    filed = table.Column<int>(type: "INTEGER", nullable: false),
                    late = table.Column<int>(type: "INTEGER", nullable: false),
                    moyen = table.Column<int>(type: "INTEGER", nullable: false),
                    pas_satisfait = table.Column<int>(type: "INTEGER", nullable: false),
                    reponse = table.Column<int>(type: "INTEGER", nullable: false),
                    satisfait = table.Column<int>(type: "INTEGER", nullable: false)
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
                    avis = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    channel = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    closed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    delivrance_days = table.Column<int>(type: "INTEGER", nullable: true),
                    demarche = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    filed_hour = table.Column<int>(type: "INTEGER", nullable: false),
                    filed_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    late = table.Column<bool>(type: "INTEGER", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    qualification_days = table.Column<int>(type: "INTEGER", nullable: true),
                    rated_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    service = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    total_days = table.Column<int>(type: "INTEGER", nullable: true),
                    traitement_days = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossier_facts", x => x.dossier_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_dossier_facts_commune_id",
                table: "dossier_facts",
                column: "commune_id");

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
                    contribution_cents = table.Column<long>(type: "INTEGER", nullable: true),
                    cost_source = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    counter_cents = table.Column<int>(type: "INTEGER", nullable: true),
                    is_public = table.Column<bool>(type: "INTEGER", nullable: false),
                    online_cents = table.Column<int>(type: "INTEGER", nullable: true),
                    report_addresses = table.Column<string>(type: "TEXT", maxLength: 1280, nullable: true),
                    reported_month = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    sends_report = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statistics_settings", x => x.commune_id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "class_figures");

            migrationBuilder.DropTable(
                name: "day_tallies");

            migrationBuilder.DropTable(
                name: "delay_tallies");

            migrationBuilder.DropTable(
                name: "dossier_facts");

            migrationBuilder.DropTable(
                name: "hour_tallies");

            migrationBuilder.DropTable(
                name: "statistics_cursors");

            migrationBuilder.DropTable(
                name: "statistics_settings");

            migrationBuilder.DropColumn(
                name: "attachment",
                table: "courriels");

            migrationBuilder.DropColumn(
                name: "attachment_name",
                table: "courriels");
        }
    }
}
