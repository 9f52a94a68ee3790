using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Harness.Rbac.Generating;

/// <summary>Makes templates of objects, and gathers the values that they refer to.</summary>
/// <param name="home">The namespace that the release's own takes the place of.</param>
internal sealed class HelmTemplate(string home)
{
    private readonly SortedDictionary<string, string> _namespaces = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _images = new(StringComparer.Ordinal);

    /// <summary>Makes a template of an object's tree, which is changed.</summary>
    public YamlMappingNode Of(YamlMappingNode tree)
    {
        foreach (var scalar in tree.AllNodes.OfType<YamlScalarNode>().ToList())
            scalar.Value = scalar.Value!.Replace("{{", "{{ `{{` }}", StringComparison.Ordinal);
        foreach (var owner in Items(tree, "subjects").Append(YamlTree.Child(tree, "metadata")).OfType<YamlMappingNode>())
        {
            if (YamlTree.Child(owner, "namespace") is YamlScalarNode ns)
                Put(ns, Namespace(ns.Value!));
        }

        if (AdmissionObject.Kinds.ContainsKey(Text(tree, "kind")))
            Admission(tree);
        var pod = YamlTree.Child(YamlTree.Child(YamlTree.Child(tree, "spec"), "template"), "spec");
        foreach (var container in Items(pod, "containers").Concat(Items(pod, "initContainers")))
            Image(Text(YamlTree.Child(tree, "metadata"), "name"), container);
        return tree;
    }

    /// <summary>values.yaml for the templates made so far.</summary>
    public YamlMappingNode Values()
    {
        var values = new YamlMappingNode();
        if (_images.Count > 0)
            values.Add(YamlTree.Text("images"), Map(_images, Strings));
        if (_namespaces.Count > 0)
            values.Add(YamlTree.Text("namespaces"), Strings(_namespaces));
        return values;
    }

    private string Namespace(string ns)
    {
        if (ns == home)
            return "{{ .Release.Namespace }}";
        _namespaces[ns] = ns;
        return $"{{{{ index .Values.namespaces \"{ns}\" }}}}";
    }

    /// <summary>
    /// The namespaces in a policy on paths and in its binding: in their name, which no other release may have, in the condition on the
    /// caller, and in the selector.
    /// </summary>
    private void Admission(YamlMappingNode tree)
    {
        var spec = YamlTree.Child(tree, "spec");
        foreach (var name in new[] { YamlTree.Child(YamlTree.Child(tree, "metadata"), "name"), YamlTree.Child(spec, "policyName") })
        {
            if (name is YamlScalarNode own && own.Value!.Split('.') is [var what, var ns, var consumer])
                Put(own, $"{what}.{Namespace(ns)}.{consumer}");
        }

        var labels = YamlTree.Child(YamlTree.Child(YamlTree.Child(spec, "matchResources"), "namespaceSelector"), "matchLabels");
        if (YamlTree.Child(labels, PathPolicy.NamespaceLabel) is YamlScalarNode selected)
            Put(selected, Namespace(selected.Value!));
        foreach (var condition in Items(spec, "matchConditions").Select(one => YamlTree.Child(one, "expression")).OfType<YamlScalarNode>())
        {
            if (SubjectIdentity.AccountNamed(PathExpression.ReadCaller(condition.Value!).User ?? "") is { } account)
            {
                var (own, moved) = ($":{account.Namespace}:", $":{Namespace(account.Namespace!)}:");
                Put(condition, condition.Value!.Replace(own, moved, StringComparison.Ordinal));
            }
        }
    }

    private void Image(string workload, YamlNode container)
    {
        if (YamlTree.Child(container, "image") is not YamlScalarNode image)
            return;
        var name = Text(container, "name");
        if (!_images.TryGetValue(workload, out var images))
            _images[workload] = images = new SortedDictionary<string, string>(StringComparer.Ordinal);
        images[name] = image.Value!;
        Put(image, $"{{{{ index .Values.images \"{workload}\" \"{name}\" }}}}");
    }

    /// <summary>In single quotes: there double ones stay as they are, and the names that come in hold neither.</summary>
    private static void Put(YamlScalarNode scalar, string expression) =>
        (scalar.Value, scalar.Style) = (expression, ScalarStyle.SingleQuoted);

    private static IEnumerable<YamlNode> Items(YamlNode? node, string field) => YamlTree.Child(node, field) as YamlSequenceNode ?? [];

    private static string Text(YamlNode? node, string field) => ((YamlScalarNode)YamlTree.Child(node, field)!).Value!;

    private static YamlMappingNode Strings(SortedDictionary<string, string> values) => Map(values, YamlTree.Text);

    private static YamlMappingNode Map<T>(SortedDictionary<string, T> values, Func<T, YamlNode> of) =>
        new(values.Select(pair => KeyValuePair.Create((YamlNode)YamlTree.Text(pair.Key), of(pair.Value))));
}
