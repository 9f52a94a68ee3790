using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using Fluid.Values;

namespace Harness.Reports.Html;

/// <summary>
/// The templates that are compiled into this assembly, in Liquid. Every string is made printable and escaped; only a
/// <see cref="SafeHtml"/> goes into the page as it is. A name that a model does not have is an error, not an empty place.
/// </summary>
internal static class HtmlTemplates
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly FluidParser Parser = new();
    private static readonly ConcurrentDictionary<string, IFluidTemplate> Parsed = new();
    private static readonly TemplateOptions Options = MakeOptions();

    /// <summary>Fills a template.</summary>
    /// <param name="name">Its file without the ending, from the folder Html with dots: <c>Sections.Claims</c>.</param>
    /// <param name="model">
    /// What it shows: records of texts, whole numbers, truth values, lists and <see cref="SafeHtml"/>. Nothing in it is null, and every
    /// figure is a text already, so that no culture and no time zone can change the page.
    /// </param>
    public static SafeHtml Fill(string name, object model)
    {
        var template = Parsed.GetOrAdd(name, Parse);
        return new SafeHtml(template.Render(new TemplateContext(model, Options), Encoder));
    }

    /// <summary>A file that is compiled into this assembly, as text.</summary>
    /// <param name="name">Its name from the folder Html with dots: <c>Page.style.css</c>.</param>
    public static string Resource(string name)
    {
        var full = $"Harness.Reports.Html.{name}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(full)
            ?? throw new InvalidOperationException($"{full} is not compiled into this assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IFluidTemplate Parse(string name) => Parser.Parse(Resource(name + ".liquid"));

    private static TemplateOptions MakeOptions()
    {
        var options = new TemplateOptions
        {
            MemberAccessStrategy = new UnsafeMemberAccessStrategy { MemberNameStrategy = MemberNameStrategies.CamelCase },
            StrictVariables = true,
            StrictFilters = true,
            CultureInfo = CultureInfo.InvariantCulture,
            TimeZone = TimeZoneInfo.Utc,
        };
        options.ValueConverters.Add(value => value switch
        {
            string text => new StringValue(PrintableText.Of(SecretMask.Of(text))),
            SafeHtml html => new StringValue(html.Text, encode: false),
            double or float or decimal or DateTime or DateTimeOffset or TimeSpan => throw new InvalidOperationException(
                $"{value} is a {value.GetType().Name}: a model gives it as a text"),
            _ => null,
        });
        return options;
    }
}
