using System.Collections.Immutable;
using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Definition;

namespace Beffroi.Portal.Features.Demarches.Engine.Fields;

/// <summary>A commune of France, of today or of yesterday, by its name or its INSEE code; one that the register does not know is kept as typed.</summary>
internal sealed class CommuneCodec : FieldCodec
{
    private const string Nom = "nom";
    private const string Departement = "departement";
    private const string Insee = "insee";

    // The commune of today, where the person named one that has merged since.
    private const string Actuelle = "actuelle";

    public override IReadOnlyList<FieldPart> Parts { get; } =
        [new(Nom, "Commune", 80), new(Departement, "Département, si plusieurs communes portent ce nom", 60, true)];

    public override FieldReading Read(FieldDefinition field, FieldInput input, FormContext context)
    {
        var (name, departement) = Split(input.One(Nom), input.One(Departement));
        if (CheckText(name, 80, lines: false) is { } fault)
        {
            return new(null, fault, Nom);
        }

        if (CheckText(departement, 60, lines: false) is { } wrong)
        {
            return new(null, wrong, Departement);
        }

        if (name.Length == 0)
        {
            return departement.Length == 0 ? new(null) : new(null, "Saisissez le nom de la commune", Nom);
        }

        var places = context.Register is { } register ? Find(register.Value, name, departement) : [];
        return places switch
        {
            [] => new(Answer((Nom, name), (Departement, departement))),
            [var place] => new(place),
            _ => new(null, $"Plusieurs communes portent ce nom : ajoutez le département, par exemple {string.Join(" ou ", places.Take(3).Select(place => place.Values[Departement]))}", Departement),
        };
    }

    public override FieldInput Write(FormAnswer answer) => new(Parts.ToDictionary(
        part => part.Name, part => new[] { answer is PartsAnswer place ? place.Values.GetValueOrDefault(part.Name, "") : "" }, StringComparer.Ordinal));

    public override string Describe(FieldDefinition field, FormAnswer answer)
    {
        string Of(string part) => answer is PartsAnswer place ? place.Values.GetValueOrDefault(part, "") : "";
        var today = Of(Actuelle).Length > 0 ? "aujourd’hui " + Of(Actuelle) : "";
        var around = string.Join(", ", new[] { today, Of(Departement) }.Where(word => word.Length > 0));
        return around.Length > 0 ? $"{Of(Nom)} ({around})" : Of(Nom);
    }

    /// <summary>What was found when the person answered stays, whatever the register says since.</summary>
    public override FormAnswer? Normalise(FieldDefinition field, FormAnswer answer, FormContext context) =>
        answer is PartsAnswer place && place.Values.ContainsKey(Nom)
        && place.Values.All(part => part.Key is Nom or Departement or Insee or Actuelle && part.Value.Length > 0 && CheckText(part.Value, 80, lines: false) is null)
            ? place : null;

    // « Poilley (35) » says both.
    private static (string Name, string Departement) Split(string name, string departement) =>
        departement.Length == 0 && name.EndsWith(')') && name.LastIndexOf('(') is > 0 and var open
            ? (name[..open].Trim(), name[(open + 1)..^1].Trim())
            : (name, departement);

    private static List<PartsAnswer> Find(CommuneRegister register, string name, string departement)
    {
        if (register.Find(name) is { } byCode)
        {
            return [Of(byCode, byCode.Name, "")];
        }

        var folded = FoldedName.ForSearch(name);
        var near = register.Search(name, 200).Where(commune => departement.Length == 0 || IsIn(commune.Departement, departement)).ToList();
        var today = near.Where(commune => FoldedName.ForSearch(commune.Name) == folded).ToList();
        return today.Count > 0
            ? today.ConvertAll(commune => Of(commune, commune.Name, ""))
            : [.. from commune in near
                  from former in commune.Former.Where(former => FoldedName.ForSearch(former.Name) == folded).Take(1)
                  select Of(commune, former.Name, CommuneNames.Shown(commune.Name))];
    }

    private static bool IsIn(RegisterDepartement departement, string typed) =>
        string.Equals(departement.Code, typed, StringComparison.OrdinalIgnoreCase) || FoldedName.ForSearch(departement.Name) == FoldedName.ForSearch(typed);

    private static PartsAnswer Of(RegisterCommune commune, string name, string today) =>
        Answer((Nom, CommuneNames.Shown(name)), (Departement, commune.Departement.Name), (Insee, commune.Insee), (Actuelle, today));

    private static PartsAnswer Answer(params (string Name, string Value)[] parts) =>
        new(parts.Where(part => part.Value.Length > 0).ToImmutableSortedDictionary(part => part.Name, part => part.Value, StringComparer.Ordinal));
}
