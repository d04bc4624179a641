using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Pg.Migrations
{
    /// <inheritdoc />
    public partial class Horloge : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "implicite",
                schema: "portal",
                table: "dossiers",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "implicite_le",
                schema: "portal",
                table: "dossiers",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "silence_on",
                schema: "portal",
                table: "dossiers",
                type: "date",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<string>(
                name: "alertes_jours",
                schema: "portal",
                table: "communes",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "alarmes",
                schema: "portal",
                columns: table => new
                {
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false),
                    days = table.Column<int>(type: "integer", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    raised_on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alarmes", x => new { x.dossier_id, x.kind, x.due, x.days });
                    table.ForeignKey(
                        name: "fk_alarmes_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalSchema: "portal",
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "transferts",
                schema: "portal",
                columns: table => new
                {
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    destinataire = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    coordonnees = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    way = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    sent_on = table.Column<DateOnly>(type: "date", nullable: false),
                    preuve = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transferts", x => x.dossier_id);
                    table.ForeignKey(
                        name: "fk_transferts_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalSchema: "portal",
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_silence_on_commune_id",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "silence_on", "commune_id" });

            migrationBuilder.CreateIndex(
                name: "ix_alarmes_commune_id_raised_on",
                schema: "portal",
                table: "alarmes",
                columns: new[] { "commune_id", "raised_on" });

            migrationBuilder.CreateIndex(
                name: "ix_transferts_commune_id_sent_on",
                schema: "portal",
                table: "transferts",
                columns: new[] { "commune_id", "sent_on" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alarmes",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "transferts",
                schema: "portal");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_silence_on_commune_id",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "implicite",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "implicite_le",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "silence_on",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "alertes_jours",
                schema: "portal",
                table: "communes");
        }
    }
}
