using System.Text.RegularExpressions;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// The objects of an OpenShift template with the values that its parameters have by default, as <c>oc process</c> makes them.
/// Source: https://docs.openshift.com/container-platform/4.17/openshift_images/using-templates.html
/// </summary>
internal sealed partial class TemplateObjects
{
    private readonly YamlMap _template;
    private readonly InputProblems _problems;
    private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);

    /// <summary>A template.</summary>
    public TemplateObjects(YamlMap template, InputProblems problems)
    {
        (_template, _problems) = (template, problems);
        foreach (var parameter in Fields.Objects("parameters"))
        {
            var value = parameter.Has("value") ? parameter.Scalar("value") : parameter.Has("generate") || IsRequired(parameter) ? null : "";
            _values[parameter.RequiredText("name", "name the parameter")] = value;
        }
    }

    private FieldReader Fields => new(_template, "Template: ", _problems);

    /// <summary>Its objects.</summary>
    public IEnumerable<YamlMap> All()
    {
        if (_values.Count > 0)
        {
            _problems.Warn(_template.Location, "the template is read with the values that its parameters have by default; for others: "
                + "oc process -f FILE | ./run.sh validate --manifests -");
        }

        return Fields.Maps("objects").Select(one => Labelled((YamlMap)Filled(one)));
    }

    /// <summary>A parameter that has no value here, where an object has one in it.</summary>
    public void RefuseOpen(YamlValue value)
    {
        switch (value)
        {
            case YamlMap map:
                map.Fields.ToList().ForEach(field => RefuseOpen(field.Value));
                break;
            case YamlList list:
                list.Items.ToList().ForEach(RefuseOpen);
                break;
            case YamlScalar scalar when Parameter().Matches(scalar.Text).FirstOrDefault(IsOpen) is { } open:
                _problems.Add(scalar.Location, $"the template's parameter {Quoted.Cut(open.Value)} has no value here; "
                    + "render it: oc process -f FILE -p NAME=VALUE | ./run.sh validate --manifests -");
                break;
        }
    }

    private static bool IsRequired(FieldReader parameter) => parameter.Has("required") && parameter.Scalar("required") == "true";

    private bool IsOpen(Match parameter) => _values.TryGetValue(parameter.Groups["name"].Value, out var value) && value is null;

    private YamlValue Filled(YamlValue value) => value switch
    {
        YamlMap map => map with { Fields = [.. map.Fields.Select(field => field with { Value = Filled(field.Value) })] },
        YamlList list => list with { Items = [.. list.Items.Select(Filled)] },
        YamlScalar { Text: var text } scalar when text.Contains("${", StringComparison.Ordinal) => Filled(scalar),
        _ => value,
    };

    private YamlScalar Filled(YamlScalar scalar)
    {
        // ${{NAME}} alone stands for what its value would be without quotes.
        if (Whole().Match(scalar.Text) is { Success: true } whole && ValueOf(whole) is { } plain)
            return scalar with { Text = plain, Kind = YamlScalarKinds.OfPlain(plain) };
        return scalar with { Text = Parameter().Replace(scalar.Text, match => ValueOf(match) ?? match.Value) };
    }

    private string? ValueOf(Match parameter) => _values.GetValueOrDefault(parameter.Groups["name"].Value);

    /// <summary>The template's labels are put on each of its objects; by such labels a ClusterRole is aggregated.</summary>
    private YamlMap Labelled(YamlMap one)
    {
        if (_template.Find("labels") is not YamlMap labels || one.Find("metadata") is not YamlMap metadata)
            return one;
        var own = (metadata.Find("labels") as YamlMap)?.Fields ?? [];
        var all = new YamlMap(
            metadata.Location, [.. ((YamlMap)Filled(labels)).Fields, .. own.Where(label => labels.Find(label.Name) is null)]);
        return With(one, "metadata", With(metadata, "labels", all));
    }

    private static YamlMap With(YamlMap map, string name, YamlValue value) => map with
    {
        Fields = [.. map.Fields.Where(field => field.Name != name), new YamlField(name, value.Location, value)],
    };

    [GeneratedRegex(@"\$\{\{?(?<name>[a-zA-Z0-9_]+)\}?\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^\$\{\{(?<name>[a-zA-Z0-9_]+)\}\}\z")]
    private static partial Regex Whole();
}
