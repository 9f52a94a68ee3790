using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Harness.Tests.Repository;

/// <summary>Lines, functions and files stay short enough to be taken in at once.</summary>
internal sealed class SizeTests
{
    [Test]
    public void No_line_is_longer_than_140_columns() => SourceCode.All
        .SelectMany(tree => tree.GetText().Lines.Where(line => line.Span.Length > 140)
            .Select(line => $"{tree.FilePath}:{line.LineNumber + 1}"))
        .ShouldBeEmpty();

    [Test]
    public void No_file_is_longer_than_220_lines() => SourceCode.All
        .Where(tree => tree.GetText().Lines.Count > 221).Select(tree => tree.FilePath).ShouldBeEmpty();

    [Test]
    public void No_function_is_longer_than_40_lines() => SourceCode.All
        .SelectMany(tree => tree.GetRoot().DescendantNodes())
        .Where(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
            or AnonymousFunctionExpressionSyntax)
        .Where(node => LinesOf(node) > 40)
        .Select(node => $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}").ShouldBeEmpty();

    /// <summary>From its signature on: a test's cases, which are attributes, are data.</summary>
    private static int LinesOf(SyntaxNode node)
    {
        var start = node is BaseMethodDeclarationSyntax method ? method.ParameterList.SpanStart : node.SpanStart;
        var lines = node.SyntaxTree.GetText().Lines;
        return lines.GetLineFromPosition(node.Span.End).LineNumber - lines.GetLineFromPosition(start).LineNumber + 1;
    }
}
