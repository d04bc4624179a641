using Microsoft.AspNetCore.Http;

namespace Beffroi.Web.TagHelpers;

/// <summary>The fields of the page in the order in which they are drawn; each registers itself.</summary>
internal sealed class FieldOrder
{
    private static readonly object s_key = new();

    private readonly Dictionary<string, int> _ranks = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>That of the page that answers a request, partial views included.</summary>
    public static FieldOrder Of(HttpContext context)
    {
        if (context.Items.TryGetValue(s_key, out var known) && known is FieldOrder order)
        {
            return order;
        }

        order = new FieldOrder();
        context.Items[s_key] = order;
        return order;
    }

    /// <summary>Puts a field after those that are known.</summary>
    public void Add(string name, string id)
    {
        var rank = _ranks.Count;
        _ranks.TryAdd(name, rank);
        _ranks.TryAdd(id, rank);
    }

    /// <summary>What concerns the whole form comes first; a name that no field has, last.</summary>
    public int RankOf(string name) => name.Length == 0 ? -1 : _ranks.GetValueOrDefault(name, int.MaxValue);
}
