namespace Beffroi.Portal.Features.Demarches.Publication;

/// <summary>What was asked of a démarche is refused; the message says in French how to mend it.</summary>
public sealed class DemarcheRuleException(string message) : Exception(message);
