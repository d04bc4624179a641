using Beffroi.Portal.Data;

namespace Beffroi.Portal.Features.Site;

/// <summary>A piece of news of the commune, or an urgent notice.</summary>
public sealed class NewsItem : ICommuneOwned
{
    /// <summary>The key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc />
    public required Guid CommuneId { get; init; }

    /// <summary>The last part of its address.</summary>
    public required string Slug { get; init; }

    /// <summary>The title.</summary>
    public required string Titre { get; set; }

    /// <summary>One or two sentences.</summary>
    public required string Chapeau { get; set; }

    /// <summary>The text, paragraphs separated by an empty line.</summary>
    public required string Texte { get; set; }

    /// <summary>When it was published, UTC.</summary>
    public required DateTime PublishedAt { get; set; }

    /// <summary>An urgent notice stands in the banner until this instant, UTC; null for ordinary news.</summary>
    public DateTime? UrgentUntil { get; set; }
}
