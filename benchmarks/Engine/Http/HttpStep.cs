using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Harness.Load.Engine;

/// <summary>
/// One request over HTTP/1.1 and its answer, on a connection of the step's own: right is the target's status, with the target's marker
/// in the body, read to its end.
/// </summary>
/// <remarks>
/// It runs on its loop's thread alone (<see cref="EventLoop.RunAsync"/>; a <see cref="LoadRunner"/> sees to it). The request is made
/// once and never sent twice: a connection that breaks is an error, and the next request opens another. Only a connection that the
/// server closed between two requests is replaced without a word.
/// </remarks>
public sealed class HttpStep : IStep
{
    private readonly EventLoop _loop;
    private readonly HttpTarget _target;
    private readonly byte[] _request;
    private readonly bool _isHead;
    private readonly MarkerSearch _marker;
    private readonly BodyLabel? _label;
    private readonly AnswerParser _parser;
    private readonly SslClientAuthenticationOptions? _tls;
    private readonly LoopOperation<bool> _asked = new();
    private readonly LoopOperation<StepOutcome> _answered = new();
    private IPAddress[]? _addresses;
    private HttpConnection? _connection;
    private Task? _serving;
    private CancellationToken _stop;
    private bool _isAsked;
    private string? _broken;
    private StepOutcome _outcome;
    private Exception? _failure;

    /// <summary>Not connected before its first request.</summary>
    /// <param name="loop">The loop that it runs on.</param>
    /// <param name="target">What is asked for; HTTP/1.1.</param>
    /// <exception cref="ArgumentException">A header of the target cannot be sent.</exception>
    public HttpStep(EventLoop loop, HttpTarget target)
    {
        ArgumentNullException.ThrowIfNull(loop);
        ArgumentNullException.ThrowIfNull(target);
        _loop = loop;
        _target = target;
        _request = RequestBytes.Of(target);
        _isHead = target.Method == HttpMethod.Head;
        _marker = new MarkerSearch(target.Marker);
        _label = target.Label is null ? null : new BodyLabel(target.Label);
        _parser = new AnswerParser(_marker, _label);
        _tls = target.Url.Scheme == Uri.UriSchemeHttps ? HttpTrust.OptionsFor(target) : null;
    }

    /// <summary>
    /// Who gave the last answer, by the line behind the target's <see cref="HttpTarget.Label"/>; null where the answer does not say, or
    /// nobody asks. The same name is the same object.
    /// </summary>
    public string? Label => _label?.Read();

    /// <inheritdoc/>
    public ValueTask<StepOutcome> RunAsync(CancellationToken cancellationToken)
    {
        _loop.Require();
        if (_serving is null)
            _serving = ServeAsync();
        _stop = cancellationToken;
        _isAsked = true;
        var answer = _answered.Begin();
        // Not while the last answer is being told: that ends first, and then sees that there is another request.
        if (_asked.IsPending)
            _asked.Complete(true);
        return answer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_asked.IsPending)
            _asked.Complete(false);
        Disconnect();
    }

    /// <summary>All requests in turn, in one method that lives as long as the step: so a request allocates nothing.</summary>
    private async Task ServeAsync()
    {
        while (_isAsked || await _asked.Begin().ConfigureAwait(false))
        {
            _isAsked = false;
            try
            {
                if (_connection is null or { IsUsable: false })
                    await ConnectAsync(_stop).ConfigureAwait(false);
                await _connection!.SendAsync(_request, _isHead, _stop).ConfigureAwait(false);
                while (!_connection.Take(await _connection.ReceiveAsync(_stop).ConfigureAwait(false), out _broken))
                {
                    // The next part of the answer.
                }

                if (_broken is not null || !_parser.KeepsAlive || !_target.KeepAlive)
                    Disconnect();
                _outcome = _broken is null ? Judge() : StepOutcome.Failed(_broken);
            }
            catch (Exception failure)
            {
                Disconnect();
                _failure = failure;
            }

            Tell();
        }
    }

    /// <summary>Ends the request, with its outcome or with an exception that is none.</summary>
    private void Tell()
    {
        var failure = _failure;
        _failure = null;
        if (failure is null)
            _answered.Complete(_outcome);
        else if (_stop.IsCancellationRequested)
            _answered.Fail(new OperationCanceledException(_stop));
        else if (failure is IOException or SocketException or AuthenticationException or OperationCanceledException)
            _answered.Complete(StepOutcome.Failed(ErrorKinds.Of(failure)));
        else
            _answered.Fail(failure);
    }

    private StepOutcome Judge()
    {
        if (_parser.Status != _target.ExpectedStatus)
            return StepOutcome.Failed(ErrorKinds.Of((HttpStatusCode)_parser.Status));
        return _marker.IsFound || _isHead ? StepOutcome.Answered : StepOutcome.Failed(ErrorKinds.WrongBody);
    }

    /// <summary>A name's addresses in the order in which one connection tries them: the resolver's, or any.</summary>
    internal static IPAddress[] Ordered(IPAddress[] found, HttpTarget target)
    {
        if (target.SpreadsAddresses)
            Random.Shared.Shuffle(found);
        return found;
    }

    /// <summary>Tries each of the host's addresses, in their order.</summary>
    private async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        Disconnect();
        _addresses ??= await ResolveAsync(cancellationToken).ConfigureAwait(false);
        for (var index = 0; _connection is null; index++)
        {
            try
            {
                var endPoint = new IPEndPoint(_addresses[index], _target.Url.Port);
                _connection = await HttpConnection.OpenAsync(_loop, endPoint, _tls, _parser, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException) when (index < _addresses.Length - 1)
            {
                // The next address may answer.
            }
            catch (SocketException)
            {
                _addresses = null; // a name may mean another address by now
                throw;
            }
        }
    }

    private async ValueTask<IPAddress[]> ResolveAsync(CancellationToken cancellationToken)
    {
        var host = _target.Url.IdnHost;
        if (IPAddress.TryParse(host, out var address))
            return [address];
        try
        {
            var found = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
            return found.Length > 0 ? Ordered(found, _target) : throw new SocketException((int)SocketError.HostNotFound);
        }
        finally
        {
            await _loop.EnterAsync();
        }
    }

    private void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
