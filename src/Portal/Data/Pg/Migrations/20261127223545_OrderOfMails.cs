using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Beffroi.Portal.Data.Pg.Migrations
{
    /// <inheritdoc />
    public partial class OrderOfMails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_phase_next_date",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_accuse_reception_at_phase_received_at",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "accuse_reception_at", "phase", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_id",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_phase_next_date_agent_id_attend_usager",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "phase", "next_date", "agent_id", "attend_usager" });

            migrationBuilder.CreateIndex(
                name: "ix_courriels_destinataire_state",
                schema: "portal",
                table: "courriels",
                columns: new[] { "destinataire", "state" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_dossiers_accuse_reception_at_phase_received_at",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_id",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_commune_id_phase_next_date_agent_id_attend_usager",
                schema: "portal",
                table: "dossiers");

            migrationBuilder.DropIndex(
                name: "ix_courriels_destinataire_state",
                schema: "portal",
                table: "courriels");

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_commune_id_phase_next_date",
                schema: "portal",
                table: "dossiers",
                columns: new[] { "commune_id", "phase", "next_date" });
        }
    }
}
