namespace Beffroi.Portal.Features.Demarches.Publication;

/// <summary>Somebody recorded another state of the démarche since the one that was changed.</summary>
public sealed class DemarcheChangedException() : Exception("Another state of the démarche was recorded since.");
