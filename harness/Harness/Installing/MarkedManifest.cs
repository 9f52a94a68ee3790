using Harness.Api;
using YamlDotNet.RepresentationModel;

namespace Harness.Installing;

/// <summary>An object of a manifest with the run's mark, as everything that a run makes has it.</summary>
internal static class MarkedManifest
{
    /// <summary>Marks an object, and the pods that it is a template for.</summary>
    /// <param name="yaml">The object.</param>
    /// <param name="mark">The mark.</param>
    public static string Of(string yaml, RunMark mark)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        var metadata = Child(root, "metadata");
        Set(Child(metadata, "labels"), RunMark.Label, mark.Run);
        Set(Child(metadata, "annotations"), RunMark.OwnerAnnotation, RunMark.Owner);
        if (Find(root, "spec") is YamlMappingNode spec && Find(spec, "template") is YamlMappingNode template)
            Set(Child(Child(template, "metadata"), "labels"), RunMark.Label, mark.Run);
        using var writer = new StringWriter();
        stream.Save(writer, assignAnchors: false);
        return writer.ToString();
    }

    private static YamlMappingNode Child(YamlMappingNode parent, string name)
    {
        if (Find(parent, name) is YamlMappingNode child)
            return child;
        var made = new YamlMappingNode();
        parent.Children[new YamlScalarNode(name)] = made;
        return made;
    }

    private static YamlNode? Find(YamlMappingNode parent, string name) =>
        parent.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    /// <summary>In quotes, for a run's name might be read as a number.</summary>
    private static void Set(YamlMappingNode parent, string name, string value) =>
        parent.Children[new YamlScalarNode(name)] = new YamlScalarNode(value) { Style = YamlDotNet.Core.ScalarStyle.DoubleQuoted };
}
