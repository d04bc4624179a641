using Beffroi.Portal.Data;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Publication;

namespace Beffroi.Portal.Features.Console.Demarches;

/// <summary>Takes a démarche that a commune offers into the syndicate's catalogue, under a code of its own; the commune keeps its own.</summary>
public sealed class TakeOver(PublishDemarche publish)
{
    /// <summary>What the syndicate's version says of where it came from.</summary>
    public static string OriginOf(Guid offer) => $"proposition {offer:N}";

    /// <summary>The code that is proposed: the commune's without its INSEE number.</summary>
    public static string CodeFor(DemarcheDefinition offered) =>
        offered.Code.LastIndexOf('-') is > 0 and var dash && offered.Code.Length - dash == 6 ? offered.Code[..dash] : offered.Code;

    /// <summary>Takes it over.</summary>
    /// <param name="offer">The revision that the commune offers.</param>
    /// <param name="offered">What it holds.</param>
    /// <param name="code">The code in the catalogue.</param>
    /// <param name="author">Who takes it over.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DemarcheRuleException">The code is another démarche's, or the definition has a fault.</exception>
    public async Task RunAsync(Guid offer, DemarcheDefinition offered, string code, string author, CancellationToken cancellationToken)
    {
        var own = offered with { Code = code.Trim().ToLowerInvariant(), Version = "1.0.0", Starter = false };
        var faults = DefinitionCheck.Check(DefinitionJson.Write(own));
        if (faults.Count > 0)
        {
            throw new DemarcheRuleException($"{faults[0].Message} ({faults[0].Path}).");
        }

        var revision = await publish.RecordAsync(CommuneScope.SyndicatId, own, author, OriginOf(offer), cancellationToken);
        await publish.PublishAsync(CommuneScope.SyndicatId, revision.Id, cancellationToken);
    }
}
