using Beffroi.Portal.Features.Demarches.Catalogue;
using Beffroi.Portal.Features.Demarches.Definition;
using NJsonSchema;

namespace Beffroi.Portal.Tests.Demarches;

public sealed class DefinitionSchemaTests
{
    public static TheoryData<string> Codes => [.. DemarcheCatalogue.Load().All.Select(definition => definition.Code).Distinct()];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Schema_AcceptsEveryDefinitionOfTheCatalogue(string code)
    {
        var schema = await JsonSchema.FromJsonAsync(DefinitionSchema.Write());

        var faults = schema.Validate(DefinitionJson.Write(DemarcheCatalogue.Load().Find(code)!));

        Assert.Empty(faults.Select(fault => fault.ToString()));
    }

    [Theory]
    [InlineData("\"code\": \"acte-naissance\"", "\"code\": 12")]
    [InlineData("\"rule\": \"sans-objet\"", "\"rule\": \"peut-etre\"")]
    [InlineData("\"pages\":", "\"feuilles\":")]
    public async Task Schema_RefusesWhatTheReaderRefuses(string right, string wrong)
    {
        var schema = await JsonSchema.FromJsonAsync(DefinitionSchema.Write());
        var json = DefinitionJson.Write(DemarcheCatalogue.Load().Find("acte-naissance")!);
        Assert.Contains(right, json, StringComparison.Ordinal);

        var broken = json.Replace(right, wrong, StringComparison.Ordinal);

        Assert.NotEmpty(schema.Validate(broken));
        Assert.NotEmpty(DefinitionCheck.Check(broken));
    }

    [Fact]
    public void PublishedSchema_IsTheOneOfTheCode()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Beffroi.slnx")))
        {
            folder = folder.Parent;
        }

        // After a change of the format: ./dev beffroi demarche schema > docs/demarche.schema.json
        Assert.Equal(DefinitionSchema.Write(), File.ReadAllText(Path.Combine(folder.FullName, "docs", "demarche.schema.json")));
    }
}
