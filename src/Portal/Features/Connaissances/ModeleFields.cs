using System.Text.RegularExpressions;
using Beffroi.Portal.Agents;
using Beffroi.Portal.Communes;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Dossiers;
using Beffroi.Web.Text;

namespace Beffroi.Portal.Features.Connaissances;

/// <summary>A field that a template may hold, such as <c>{nom}</c>.</summary>
/// <param name="Name">Its name between braces.</param>
/// <param name="Words">What stands in its place.</param>
public sealed record ModeleField(string Name, string Words);

/// <summary>The few fields of templates: nothing of them is secret, and each has a value for every dossier.</summary>
public static partial class ModeleFields
{
    // Shorter lines, such as a greeting, stand in any letter.
    private const int TellingLine = 20;

    /// <summary>The fields that exist.</summary>
    public static IReadOnlyList<ModeleField> All { get; } =
    [
        new("nom", "le nom de l’usager"),
        new("numero", "le numéro de la demande"),
        new("demande", "l’objet de la demande"),
        new("service", "le service qui la traite, ou «\u00a0mairie\u00a0»"),
        new("commune", "le nom de la commune"),
        new("à commune", "par exemple «\u00a0à Saint-Lô\u00a0», «\u00a0au Mené\u00a0»"),
        new("de commune", "par exemple «\u00a0de Saint-Lô\u00a0», «\u00a0du Mené\u00a0»"),
        new("agent", "le nom de l’agent qui écrit"),
        new("date", "la date du jour"),
    ];

    /// <summary>What is wrong with the fields of a text, and which exist; null when they are right.</summary>
    public static string? Fault(string text)
    {
        var unknown = Field().Matches(text).Select(match => match.Groups["name"].Value).FirstOrDefault(name => All.All(field => field.Name != name));
        var known = French.List(All.Select(field => $"{{{field.Name}}}"));
        if (unknown is not null)
        {
            return $"Le champ {{{unknown}}} n’existe pas. Les champs possibles sont {known}.";
        }

        return Field().Replace(text, "").AsSpan().IndexOfAny('{', '}') >= 0
            ? $"Une accolade est seule. Un champ s’écrit entre deux accolades, sur une ligne\u00a0: {known}."
            : null;
    }

    /// <summary>What the desk knows before there is a dossier; the other fields stay as they are until it is filed.</summary>
    public static Dictionary<string, string> Of(Commune commune, AgentAccess agent, DateOnly today) => new(StringComparer.Ordinal)
    {
        ["commune"] = CommuneNames.Shown(commune.Nom),
        ["à commune"] = CommuneNames.At(commune.Nom, commune.Liaison),
        ["de commune"] = CommuneNames.Of(commune.Nom, commune.Liaison),
        ["agent"] = agent.Nom,
        ["date"] = FrenchDates.Date(today),
    };

    /// <summary>The values of a dossier.</summary>
    public static Dictionary<string, string> Of(Dossier dossier, Commune commune, string? service, AgentAccess agent, DateOnly today) => new(Of(commune, agent, today), StringComparer.Ordinal)
    {
        ["nom"] = dossier.UsagerNom,
        ["numero"] = dossier.Numero,
        ["demande"] = dossier.Objet,
        ["service"] = service ?? "mairie",
    };

    /// <summary>The text with its fields filled in, in one go: a name with braces in it stays a name.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Field().Replace(text, match => values.GetValueOrDefault(match.Groups["name"].Value) ?? match.Value);

    /// <summary>Whether a line of the template, filled in, is still in what was sent.</summary>
    public static bool StandIn(string sent, string filled)
    {
        string[] lines = [.. filled.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        string[] telling = [.. lines.Where(line => line.Length >= TellingLine)];
        return (telling.Length > 0 ? telling : lines).Any(line => sent.Contains(line, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\{(?<name>[^{}\r\n]{0,40})\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();
}
