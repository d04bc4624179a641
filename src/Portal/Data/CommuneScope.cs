namespace Beffroi.Portal.Data;

/// <summary>The communes whose rows a unit of work may read and write.</summary>
public sealed class CommuneScope
{
    private CommuneScope(Guid[] communes, bool isSyndicat)
    {
        Communes = communes;
        IsSyndicat = isSyndicat;
    }

    /// <summary>The owner of rows that belong to the syndicate and to no commune, such as account mails.</summary>
    public static Guid SyndicatId { get; } = Guid.Empty;

    /// <summary>Work of the appliance itself over all communes: a job, a command. Its queries lift the filter by name.</summary>
    public static CommuneScope Syndicat { get; } = new([], isSyndicat: true);

    /// <summary>The communes in scope; empty for <see cref="Syndicat"/>.</summary>
    public Guid[] Communes { get; }

    /// <summary>Whether this is the appliance's own scope.</summary>
    public bool IsSyndicat { get; }

    /// <summary>The scope of one commune.</summary>
    public static CommuneScope One(Guid communeId) => new([communeId], isSyndicat: false);

    /// <summary>The scope of an agent who works for several communes.</summary>
    public static CommuneScope Of(IEnumerable<Guid> communes) => new([.. communes], isSyndicat: false);

    /// <summary>Whether rows of this commune may be written.</summary>
    public bool Allows(Guid communeId) => IsSyndicat || Array.IndexOf(Communes, communeId) >= 0;
}

/// <summary>Carries the scope of the current request; empty until the host or the agent is known.</summary>
public sealed class CurrentScope
{
    /// <summary>The scope, or null while none is resolved.</summary>
    public CommuneScope? Value { get; set; }
}

/// <summary>Rows of a commune were asked for while no commune was resolved.</summary>
public sealed class NoCommuneException() : InvalidOperationException("No commune is resolved: rows of a commune cannot be read.");

/// <summary>A row of a commune outside the scope was about to be written.</summary>
public sealed class CommuneWallException(string entity) : InvalidOperationException($"A {entity} of another commune cannot be written here.");
