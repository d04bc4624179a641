using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Connaissances : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "connaissance_tallies");

            migrationBuilder.DropTable(
                name: "connaissance_uses");

            migrationBuilder.DropTable(
                name: "connaissances");
        }
    }
}
