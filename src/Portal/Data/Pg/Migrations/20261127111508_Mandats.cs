using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Pg.Migrations
{
    /// <inheritdoc />
    public partial class Mandats : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "mandat",
                schema: "portal",
                table: "drafts",
                type: "text",
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
                name: "satisfactions",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "taches",
                schema: "portal");

            migrationBuilder.DropColumn(
                name: "mandat",
                schema: "portal",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "mandat",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "mandat_conteste_at",
                schema: "portal",
                table: "dossiers");
        }
    }
}
