using Beffroi.Portal.Agents;
using Beffroi.Portal.Features.Accueil;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;

namespace Beffroi.Portal.Features.Terrain;

/// <summary>The form of a démarche for who stands in the street: who asks is the agent who is signed in, so those questions are not asked.</summary>
public static class TerrainForm
{
    private const string Account = "compte.";
    private const string Seen = "vu";

    /// <summary>The form before anything is typed.</summary>
    public static IntakeForm Empty(DemarcheDefinition demarche, FormContext context) => Trim(demarche, IntakeForm.Empty(demarche, context));

    /// <summary>The form as it was sent, by the agent whatever was sent as a name.</summary>
    public static IntakeForm Read(
        DemarcheDefinition demarche, FormContext context, IReadOnlyDictionary<string, string[]> posted, IReadOnlyDictionary<string, FilesAnswer> files, AgentAccess agent)
    {
        var said = posted.Where(pair => !Own(demarche).Any(field => IsOf(pair.Key, field))).ToDictionary(StringComparer.Ordinal);
        foreach (var field in Own(demarche))
        {
            if (Known(field.Prefill!, agent) is { } value)
            {
                said[FormValidation.InputName(field.Id)] = [value];
            }
        }

        // The engine shows once more what nobody has seen: these are not shown on purpose.
        said[Seen] = [.. posted.GetValueOrDefault(Seen, []), .. Own(demarche).Select(field => field.Id)];
        return Trim(demarche, IntakeForm.Read(demarche, context, said, files));
    }

    private static IntakeForm Trim(DemarcheDefinition demarche, IntakeForm form)
    {
        var own = Own(demarche).Select(field => field.Id).ToHashSet(StringComparer.Ordinal);
        return form with
        {
            Pages = [.. form.Pages.Select(page => page with { Sections = [.. page.Sections.Select(section => Trim(section, own)).Where(section => section.Fields.Count > 0)] }).Where(page => page.Sections.Count > 0)],
        };
    }

    private static FormSectionView Trim(FormSectionView section, HashSet<string> own) => section with
    {
        Fields = [.. section.Fields.Where(field => !own.Contains(field.Place)).Select(field => field.Kind is FieldKind.Attachment ? field with { Capture = "environment" } : field)],
    };

    private static IEnumerable<FieldDefinition> Own(DemarcheDefinition demarche) =>
        demarche.AllFields().Where(field => field.Prefill?.StartsWith(Account, StringComparison.Ordinal) == true);

    private static bool IsOf(string name, FieldDefinition field) =>
        FormValidation.InputName(field.Id) is var input && (name == input || name.StartsWith(input + ".", StringComparison.Ordinal));

    private static string? Known(string prefill, AgentAccess agent)
    {
        var space = agent.Nom.IndexOf(' ', StringComparison.Ordinal);
        return prefill switch
        {
            Account + "prenom" => space < 0 ? agent.Nom : agent.Nom[..space],
            Account + "nom" => space < 0 ? agent.Nom : agent.Nom[(space + 1)..],
            Account + "courriel" => agent.Courriel,
            _ => null,
        };
    }
}
