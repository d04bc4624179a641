namespace Beffroi.Portal.Features.Courriels;

/// <summary>A mail ready for the outbox.</summary>
public sealed record RenderedCourriel(string Subject, string Text, string Html);
