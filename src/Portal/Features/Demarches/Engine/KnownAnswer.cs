using Beffroi.Portal.Features.Demarches.Engine.Fields;

namespace Beffroi.Portal.Features.Demarches.Engine;

/// <summary>A first answer that the account gives, which the person may change.</summary>
/// <param name="Input">What stands in the boxes.</param>
/// <param name="From">Where it comes from, in French: « Repris de votre compte ».</param>
public sealed record KnownAnswer(FieldInput Input, string From);
