using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Upgrade;

/// <summary>The databases that an upgrade changes, whatever their engine; looked at without the program's models, for they may be of another version.</summary>
internal interface IUpgradedData
{
    /// <summary>Settings that open them.</summary>
    ApplianceSettings Settings { get; }

    /// <summary>The migrations that each database has had; a module whose database was not made yet is left out.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> AppliedAsync(CancellationToken cancellationToken);

    /// <summary>Why they cannot be changed safely now, in French, or null: room, a program that is missing, a damaged page.</summary>
    Task<string?> ObstacleAsync(CancellationToken cancellationToken);

    /// <summary>Copies them into a folder that is made; false when no copy is wanted.</summary>
    Task<bool> KeepAsync(string snapshot, CancellationToken cancellationToken);

    /// <summary>Puts such a copy back in their place; a cut in the middle is mended by doing it again.</summary>
    Task PutBackAsync(string snapshot, CancellationToken cancellationToken);

    /// <summary>A copy of a copy to try the change on, or null where the engine has no cheap one.</summary>
    IUpgradedData? Rehearsal(string snapshot, string folder);

    /// <summary>Rows by table, as <c>module.table</c>.</summary>
    Task<Dictionary<string, long>> CountAsync(CancellationToken cancellationToken);

    /// <summary>What is wrong with their pages, in French, or null.</summary>
    string? Damage();

    /// <summary>Runs SQL on the portal's database.</summary>
    Task ExecuteAsync(string sql, CancellationToken cancellationToken);
}
