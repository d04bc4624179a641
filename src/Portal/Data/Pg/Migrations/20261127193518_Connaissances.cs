using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Pg.Migrations
{
    /// <inheritdoc />
    public partial class Connaissances : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "connaissance_tallies",
                schema: "portal",
                columns: table => new
                {
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connaissance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    uses = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connaissance_tallies", x => new { x.commune_id, x.connaissance_id });
                });

            migrationBuilder.CreateTable(
                name: "connaissance_uses",
                schema: "portal",
                columns: table => new
                {
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connaissance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connaissance_uses", x => new { x.commune_id, x.connaissance_id, x.dossier_id });
                    table.ForeignKey(
                        name: "fk_connaissance_uses_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalSchema: "portal",
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "connaissances",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    genre = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    demarche_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    titre = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    texte = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    a_relire_le = table.Column<DateOnly>(type: "date", nullable: true),
                    source_id = table.Column<Guid>(type: "uuid", nullable: true),
                    source_texte_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    auteur = table.Column<string>(type: "text", nullable: false),
                    texte_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connaissances", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_connaissance_tallies_connaissance_id",
                schema: "portal",
                table: "connaissance_tallies",
                column: "connaissance_id");

            migrationBuilder.CreateIndex(
                name: "ix_connaissance_uses_dossier_id",
                schema: "portal",
                table: "connaissance_uses",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_connaissances_commune_id_demarche_code",
                schema: "portal",
                table: "connaissances",
                columns: new[] { "commune_id", "demarche_code" });

            migrationBuilder.CreateIndex(
                name: "ix_connaissances_commune_id_source_id",
                schema: "portal",
                table: "connaissances",
                columns: new[] { "commune_id", "source_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "connaissance_tallies",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "connaissance_uses",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "connaissances",
                schema: "portal");
        }
    }
}
