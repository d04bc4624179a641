using Beffroi.Appliance.Configuration;
using Beffroi.Appliance.Upgrade;
using Beffroi.Scheduler.Data;

namespace Beffroi.Appliance.Databases;

/// <summary>Whether the data is of the program's version, from the migrations that it has had.</summary>
internal static class DataSchema
{
    /// <summary>A migration in the data that the program does not know, for a newer version wrote it; or null.</summary>
    public static string? Unknown(IReadOnlyDictionary<string, IReadOnlyList<string>> applied, DatabaseKind kind) =>
        applied.Select(module => module.Value.Except(ModuleDatabases.Known(module.Key, kind)).FirstOrDefault()).FirstOrDefault(newer => newer is not null);

    /// <summary>Whether the program has a migration that a database has not had.</summary>
    public static bool IsOlder(IReadOnlyDictionary<string, IReadOnlyList<string>> applied, DatabaseKind kind) =>
        applied.Any(module => ModuleDatabases.Known(module.Key, kind).Except(module.Value).Any());

    /// <summary>That an upgrade was cut off and the data is neither of one version nor of the other, in French, or null.</summary>
    public static string? CutOff(ApplianceSettings settings) => new UpgradeMark(settings.Data).Read() is { State: UpgradeMark.Migrating }
        ? "Une mise à jour des données a été coupée. Redémarrez le service, qui remet les données d’avant et la reprend (« systemctl restart beffroi »), puis relancez la commande."
        : null;

    /// <summary>Why a command may not open the data as it is, in French, or null: it would change the schema without a copy.</summary>
    public static async Task<string?> RefusalAsync(ApplianceSettings settings, CancellationToken cancellationToken)
    {
        if (CutOff(settings) is { } cut)
        {
            return cut;
        }

        IUpgradedData data = settings.Database.Kind == DatabaseKind.Sqlite ? new DataFiles(settings) : new DataServer(settings, withoutCopy: false);
        var applied = await data.AppliedAsync(cancellationToken);
        if (Unknown(applied, settings.Database.Kind) is { } newer)
        {
            return $"Les données viennent d’une version plus récente de Beffroi ({newer}) : ce programme n’y touche pas. Installez cette version (« apt install beffroi »), ou restaurez une sauvegarde.";
        }

        return IsOlder(applied, settings.Database.Kind)
            ? "Les données sont d’une version plus ancienne de Beffroi, et cette commande ne les change pas sans copie. Redémarrez le service, qui les copie puis les met à jour (« systemctl restart beffroi »), ou, appliance arrêtée, lancez « beffroi upgrade » ; puis relancez la commande."
            : null;
    }
}
