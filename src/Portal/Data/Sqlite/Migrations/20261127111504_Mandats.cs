using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Mandats : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "mandat",
                table: "drafts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mandat",
                table: "dossiers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "mandat_conteste_at",
                table: "dossiers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "satisfactions",
                columns: table => new
                {
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    score = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    comment = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_satisfactions", x => x.dossier_id);
                    table.ForeignKey(
                        name: "fk_satisfactions_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "taches",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commune_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    dossier_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    done_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    done_by_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    done_by_nom = table.Column<string>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_taches", x => x.id);
                    table.ForeignKey(
                        name: "fk_taches_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_satisfactions_commune_id",
                table: "satisfactions",
                column: "commune_id");

            migrationBuilder.CreateIndex(
                name: "ix_taches_commune_id_done_at_created_at",
                table: "taches",
                columns: new[] { "commune_id", "done_at", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_taches_dossier_id",
                table: "taches",
                column: "dossier_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "satisfactions");

            migrationBuilder.DropTable(
                name: "taches");

            migrationBuilder.DropColumn(
                name: "mandat",
                table: "drafts");

            migrationBuilder.DropColumn(
                name: "mandat",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "mandat_conteste_at",
                table: "dossiers");
        }
    }
}
