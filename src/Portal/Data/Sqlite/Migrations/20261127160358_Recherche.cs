using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Recherche : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateIndex(
                name: "ix_bulk_changes_commune_id_lot_id",
                table: "bulk_changes",
                columns: new[] { "commune_id", "lot_id" });

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_commune_id_agent_id",
                table: "saved_views",
                columns: new[] { "commune_id", "agent_id" });

            migrationBuilder.CreateIndex(
                name: "ix_search_entries_commune_id_dossier_id",
                table: "search_entries",
                columns: new[] { "commune_id", "dossier_id" },
                filter: "pending");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bulk_changes");

            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropTable(
                name: "search_entries");

            migrationBuilder.DropTable(
                name: "search_words");
        }
    }
}
