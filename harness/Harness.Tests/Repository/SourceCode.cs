using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Harness.Tests.Repository;

/// <summary>The C# files of this repository as the compiler reads them.</summary>
internal static class SourceCode
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    /// <summary>All files; each is named by its path from the repository's root.</summary>
    public static IReadOnlyList<SyntaxTree> All { get; } = [.. MarkdownFile.FilesOf("*.cs").AsParallel().AsOrdered()
        .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(MarkdownFile.Root, path)), path: path))];

    /// <summary>The folders of a project that has files in them; the project's own is ".".</summary>
    public static IEnumerable<string> FoldersOf(string project) => Of(project).Select(tree => FolderOf(project, tree)).Distinct();

    /// <summary>Each name in a project's files whose meaning is declared in another folder of the project.</summary>
    public static IEnumerable<(string From, string To, string Where)> UsesBetweenFolders(string project)
    {
        var own = $"{Path.GetFileName(project)}.dll";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !file.EndsWith(own, StringComparison.Ordinal)).Select(file => MetadataReference.CreateFromFile(file));
        var usings = CSharpSyntaxTree.ParseText(
            ImplicitUsings + string.Concat(ProjectFile.Of(project).Usings.Select(name => $"global using {name};")));
        var compilation = CSharpCompilation.Create(project, [.. Of(project), usings], references);
        return from tree in Of(project).AsParallel()
               let model = compilation.GetSemanticModel(tree)
               let folder = FolderOf(project, tree)
               from node in tree.GetRoot().DescendantNodes().Where(node => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax)
               from declared in Declarations(model.GetSymbolInfo(node))
               let target = FolderOf(project, declared)
               where target != folder
               select (folder, target, $"{tree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1} {node}");
    }

    private static IEnumerable<SyntaxTree> Of(string project) =>
        All.Where(tree => tree.FilePath.StartsWith($"{project}/", StringComparison.Ordinal));

    private static string FolderOf(string project, SyntaxTree tree) =>
        Path.GetDirectoryName(Path.GetRelativePath(project, tree.FilePath))!
            .Replace(Path.DirectorySeparatorChar, '.') is { Length: > 0 } folder
            ? folder : ".";

    /// <summary>Where in the project a name's meaning is declared: nowhere for a namespace, and for what others declare.</summary>
    private static IEnumerable<SyntaxTree> Declarations(SymbolInfo info) =>
        (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is { } symbol and not INamespaceSymbol
            ? symbol.OriginalDefinition.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree) : [];
}
