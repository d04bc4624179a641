using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Beffroi.Web.TagHelpers;

/// <summary>The controls of a field, each described by its hint and its error.</summary>
internal sealed class FieldControls(BoundField field, FieldTagHelper asked)
{
    public IHtmlContent Render() => asked.Kind switch
    {
        "textarea" => Textarea(),
        "select" => Select(),
        "date" => Date(),
        "radios" => ChoiceList("radio"),
        "checkboxes" => ChoiceList("checkbox"),
        "file" => File(),
        _ => Suffixed(Input()),
    };

    public IHtmlContent Checkbox()
    {
        var row = new HtmlContentBuilder();
        var choice = new TagBuilder("div");
        choice.AddCssClass("choice");
        var input = Described(new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing }, field.Id);
        input.Attributes["type"] = "checkbox";
        input.Attributes["value"] = "true";
        if (field.IsChosen("true"))
        {
            input.Attributes["checked"] = "checked";
        }

        choice.InnerHtml.AppendHtml(input);
        choice.InnerHtml.AppendHtml(LabelFor(field.Id, asked.Label, asked.Hint));
        row.AppendHtml(choice);
        return row;
    }

    private TagBuilder Input()
    {
        var input = Described(new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing }, field.Id, WidthClass);
        input.Attributes["type"] = asked.Type;
        if (asked.Type != "password" && field.Typed is { } value)
        {
            input.Attributes["value"] = value;
        }

        return input;
    }

    private TagBuilder Suffixed(TagBuilder input)
    {
        if (asked.Suffix is null)
        {
            return input;
        }

        var frame = new TagBuilder("div");
        frame.AddCssClass("input-affix");
        frame.InnerHtml.AppendHtml(input);
        var suffix = new TagBuilder("span");
        suffix.InnerHtml.Append(asked.Suffix);
        frame.InnerHtml.AppendHtml(suffix);
        return frame;
    }

    private TagBuilder Textarea()
    {
        var area = Described(new TagBuilder("textarea"), field.Id, WidthClass);
        area.Attributes["rows"] = asked.Rows.ToString(System.Globalization.CultureInfo.InvariantCulture);
        // The parser drops one line break after the tag; a typed one is kept by this one.
        area.InnerHtml.AppendHtml("\n");
        area.InnerHtml.Append(field.Typed ?? "");
        return area;
    }

    private TagBuilder Select()
    {
        var select = Described(new TagBuilder("select"), field.Id, WidthClass);
        if (asked.PlaceholderOption is not null)
        {
            select.InnerHtml.AppendHtml(Option("", asked.PlaceholderOption));
        }

        foreach (var choice in asked.Choices ?? [])
        {
            select.InnerHtml.AppendHtml(Option(choice.Value, choice.Label));
        }

        return select;
    }

    private TagBuilder Option(string value, string label)
    {
        var option = new TagBuilder("option");
        option.Attributes["value"] = value;
        if (value.Length > 0 && field.IsChosen(value))
        {
            option.Attributes["selected"] = "selected";
        }

        option.InnerHtml.Append(label);
        return option;
    }

    private TagBuilder Date()
    {
        var model = field.Model switch
        {
            DateInput typed => typed,
            DateOnly day => DateInput.From(day),
            _ => new DateInput(),
        };
        var birthday = field.Attributes.TryGetValue("autocomplete", out var wish) && wish == "bday";
        var parts = new TagBuilder("div");
        parts.AddCssClass("date-parts");
        parts.InnerHtml.AppendHtml(DatePart("Jour", "Jour", field.Id, field.TypedPart("Jour", model.Jour), "w-2", 2, birthday ? "bday-day" : null));
        parts.InnerHtml.AppendHtml(DatePart("Mois", "Mois", $"{field.Id}_Mois", field.TypedPart("Mois", model.Mois), "w-2", 2, birthday ? "bday-month" : null));
        parts.InnerHtml.AppendHtml(DatePart("Annee", "Année", $"{field.Id}_Annee", field.TypedPart("Annee", model.Annee), "w-4", 4, birthday ? "bday-year" : null));
        return parts;
    }

    private TagBuilder DatePart(string part, string word, string id, string? value, string width, int length, string? autocomplete)
    {
        var cell = new TagBuilder("div");
        var label = new TagBuilder("label");
        label.Attributes["for"] = id;
        label.InnerHtml.Append(word);
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.AddCssClass($"input {width}");
        input.Attributes["id"] = id;
        input.Attributes["name"] = $"{field.Name}.{part}";
        input.Attributes["type"] = "text";
        input.Attributes["inputmode"] = "numeric";
        input.Attributes["maxlength"] = length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (autocomplete is not null)
        {
            input.Attributes["autocomplete"] = autocomplete;
        }

        if (value is not null)
        {
            input.Attributes["value"] = value;
        }

        if (field.Error is not null)
        {
            input.Attributes["aria-invalid"] = "true";
        }

        cell.InnerHtml.AppendHtml(label);
        cell.InnerHtml.AppendHtml(input);
        return cell;
    }

    private TagBuilder ChoiceList(string type)
    {
        var list = new TagBuilder("div");
        list.AddCssClass("choices");
        var rank = 0;
        foreach (var choice in asked.Choices ?? [])
        {
            rank++;
            // The first one has the field's own id: the error summary leads to it.
            var id = rank == 1 ? field.Id : $"{field.Id}-{rank}";
            var row = new TagBuilder("div");
            row.AddCssClass("choice");
            var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
            input.Attributes["type"] = type;
            input.Attributes["id"] = id;
            input.Attributes["name"] = field.Name;
            input.Attributes["value"] = choice.Value;
            if (field.IsChosen(choice.Value))
            {
                input.Attributes["checked"] = "checked";
            }

            if (field.Error is not null && type == "checkbox")
            {
                input.Attributes["aria-invalid"] = "true";
            }

            row.InnerHtml.AppendHtml(input);
            row.InnerHtml.AppendHtml(LabelFor(id, choice.Label, choice.Hint));
            list.InnerHtml.AppendHtml(row);
        }

        return list;
    }

    private TagBuilder File()
    {
        var drop = new TagBuilder("div");
        drop.AddCssClass("file-drop");
        var input = Described(new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing }, field.Id);
        input.Attributes["type"] = "file";
        drop.InnerHtml.AppendHtml(input);
        return drop;
    }

    private static TagBuilder LabelFor(string id, string text, string? hint)
    {
        var label = new TagBuilder("label");
        label.Attributes["for"] = id;
        label.InnerHtml.Append(text);
        if (hint is not null)
        {
            label.InnerHtml.AppendHtml(FieldTagHelper.Element("span", "choice-hint", null, hint));
        }

        return label;
    }

    private TagBuilder Described(TagBuilder control, string id, string? css = null)
    {
        foreach (var (name, value) in field.Attributes)
        {
            control.Attributes[name] = value;
        }

        if (css is not null)
        {
            control.AddCssClass(css);
        }

        control.Attributes["id"] = id;
        control.Attributes["name"] = field.Name;
        if (field.DescribedBy is not null)
        {
            control.Attributes["aria-describedby"] = field.DescribedBy;
        }

        if (field.Error is not null)
        {
            control.Attributes["aria-invalid"] = "true";
        }

        return control;
    }

    private string WidthClass => asked.Width is null ? "input" : $"input w-{asked.Width}";
}
