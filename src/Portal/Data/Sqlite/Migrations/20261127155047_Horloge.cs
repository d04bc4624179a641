using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Horloge : Migration
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

            migrationBuilder.AddColumn<DateOnly>(
                name: "silence_on",
                table: "dossiers",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

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
                    raised_on = table.Column<DateOnly>(type: "TEXT", nullable: false)
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

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_silence_on_commune_id",
                table: "dossiers",
                columns: new[] { "silence_on", "commune_id" });

            migrationBuilder.CreateIndex(
                name: "ix_alarmes_commune_id_raised_on",
                table: "alarmes",
                columns: new[] { "commune_id", "raised_on" });

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
                name: "transferts");

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
                name: "silence_on",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "alertes_jours",
                table: "communes");
        }
    }
}
