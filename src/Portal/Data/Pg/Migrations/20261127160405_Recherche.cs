using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Pg.Migrations
{
    /// <inheritdoc />
    public partial class Recherche : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bulk_changes",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    before = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    after = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    undone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulk_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "saved_views",
                schema: "portal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_nom = table.Column<string>(type: "text", nullable: false),
                    nom = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    query = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    shared = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_views", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "search_entries",
                schema: "portal",
                columns: table => new
                {
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    rules = table.Column<int>(type: "integer", nullable: false),
                    pending = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_entries", x => x.dossier_id);
                });

            migrationBuilder.CreateTable(
                name: "search_words",
                schema: "portal",
                columns: table => new
                {
                    commune_id = table.Column<Guid>(type: "uuid", nullable: false),
                    word = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_words", x => new { x.commune_id, x.word });
                });

            migrationBuilder.CreateIndex(
                name: "ix_bulk_changes_commune_id_lot_id",
                schema: "portal",
                table: "bulk_changes",
                columns: new[] { "commune_id", "lot_id" });

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_commune_id_agent_id",
                schema: "portal",
                table: "saved_views",
                columns: new[] { "commune_id", "agent_id" });

            migrationBuilder.CreateIndex(
                name: "ix_search_entries_commune_id_dossier_id",
                schema: "portal",
                table: "search_entries",
                columns: new[] { "commune_id", "dossier_id" },
                filter: "pending");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bulk_changes",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "saved_views",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "search_entries",
                schema: "portal");

            migrationBuilder.DropTable(
                name: "search_words",
                schema: "portal");
        }
    }
}
