// Counts the leaves of the tree of legal chess moves: `perft DEPTH [FEN]`.
// Prints the count below each first move and the total: a strict test of a move generator.
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAWN = 1, KNIGHT, BISHOP, ROOK, QUEEN, KING, BLACK = 8, NONE = 0x7f };
enum { WHITE_SHORT = 1, WHITE_LONG = 2, BLACK_SHORT = 4, BLACK_LONG = 8 };

// The board has 16 columns a row (0x88): a square is off the board if (square & 0x88) is not 0.
typedef struct {
    uint8_t squares[128];
    int side;
    int castling;
    int en_passant;
} Board;

typedef struct {
    uint8_t from, to, promotion;
} Move;

static const char LETTERS[] = "pnbrqk";
static const int KNIGHT_STEPS[] = {33, 31, 18, 14, -33, -31, -18, -14, 0};
static const int KING_STEPS[] = {1, -1, 16, -16, 15, 17, -15, -17, 0};
static const int ROOK_STEPS[] = {1, -1, 16, -16, 0};
static const int BISHOP_STEPS[] = {15, 17, -15, -17, 0};

static int kind(uint8_t piece) {
    return piece & 7;
}

static bool owned(uint8_t piece, int side) {
    return piece != 0 && (piece & BLACK) == side;
}

static bool reached_by_step(const Board *board, int square, const int *steps, uint8_t piece) {
    for (; *steps != 0; steps++) {
        int from = square + *steps;
        if (!(from & 0x88) && board->squares[from] == piece) {
            return true;
        }
    }
    return false;
}

static bool reached_by_slide(const Board *board, int square, const int *steps, int slider, int side) {
    for (; *steps != 0; steps++) {
        int from = square + *steps;
        while (!(from & 0x88) && board->squares[from] == 0) {
            from += *steps;
        }
        if (!(from & 0x88) && owned(board->squares[from], side)) {
            int found = kind(board->squares[from]);
            if (found == slider || found == QUEEN) {
                return true;
            }
        }
    }
    return false;
}

static bool attacked(const Board *board, int square, int side) {
    int forward = side == 0 ? 16 : -16;
    const int pawn_steps[] = {-forward - 1, -forward + 1, 0};
    return reached_by_step(board, square, pawn_steps, (uint8_t) (PAWN | side))
        || reached_by_step(board, square, KNIGHT_STEPS, (uint8_t) (KNIGHT | side))
        || reached_by_step(board, square, KING_STEPS, (uint8_t) (KING | side))
        || reached_by_slide(board, square, ROOK_STEPS, ROOK, side)
        || reached_by_slide(board, square, BISHOP_STEPS, BISHOP, side);
}

static Move *add(Move *moves, int from, int to, int promotion) {
    *moves = (Move) {(uint8_t) from, (uint8_t) to, (uint8_t) promotion};
    return moves + 1;
}

static Move *add_pawn(Move *moves, int from, int to) {
    if (to >> 4 != 0 && to >> 4 != 7) {
        return add(moves, from, to, 0);
    }
    for (int promotion = QUEEN; promotion >= KNIGHT; promotion--) {
        moves = add(moves, from, to, promotion);
    }
    return moves;
}

static Move *pawn_moves(const Board *board, int from, Move *moves) {
    int forward = board->side == 0 ? 16 : -16;
    int to = from + forward;
    if (board->squares[to] == 0) {
        moves = add_pawn(moves, from, to);
        if (from >> 4 == (board->side == 0 ? 1 : 6) && board->squares[to + forward] == 0) {
            moves = add(moves, from, to + forward, 0);
        }
    }
    for (int sideways = -1; sideways <= 1; sideways += 2) {
        int capture = to + sideways;
        if (!(capture & 0x88) && (capture == board->en_passant || owned(board->squares[capture], board->side ^ BLACK))) {
            moves = add_pawn(moves, from, capture);
        }
    }
    return moves;
}

static Move *piece_moves(const Board *board, int from, const int *steps, bool slides, Move *moves) {
    for (; *steps != 0; steps++) {
        int to = from + *steps;
        while (!(to & 0x88) && !owned(board->squares[to], board->side)) {
            moves = add(moves, from, to, 0);
            if (!slides || board->squares[to] != 0) {
                break;
            }
            to += *steps;
        }
    }
    return moves;
}

static Move *castling_moves(const Board *board, int king, Move *moves) {
    int other = board->side ^ BLACK;
    int shift = board->side == 0 ? 0 : 2;
    const uint8_t *row = board->squares + king;
    if ((board->castling >> shift & 3) == 0 || attacked(board, king, other)) {
        return moves;
    }
    if (board->castling >> shift & WHITE_SHORT && row[1] == 0 && row[2] == 0 && !attacked(board, king + 1, other)) {
        moves = add(moves, king, king + 2, 0);
    }
    if (board->castling >> shift & WHITE_LONG && row[-1] == 0 && row[-2] == 0 && row[-3] == 0 && !attacked(board, king - 1, other)) {
        moves = add(moves, king, king - 2, 0);
    }
    return moves;
}

// All moves, also those that leave the own king attacked.
static Move *all_moves(const Board *board, Move *moves) {
    for (int from = 0; from < 128; from++) {
        if (from & 0x88 || !owned(board->squares[from], board->side)) {
            continue;
        }
        switch (kind(board->squares[from])) {
            case PAWN: moves = pawn_moves(board, from, moves); break;
            case KNIGHT: moves = piece_moves(board, from, KNIGHT_STEPS, false, moves); break;
            case BISHOP: moves = piece_moves(board, from, BISHOP_STEPS, true, moves); break;
            case ROOK: moves = piece_moves(board, from, ROOK_STEPS, true, moves); break;
            case QUEEN: moves = piece_moves(board, from, KING_STEPS, true, moves); break;
            default:
                moves = piece_moves(board, from, KING_STEPS, false, moves);
                moves = castling_moves(board, from, moves);
        }
    }
    return moves;
}

static int lost_castling(int square) {
    switch (square) {
        case 0x00: return WHITE_LONG;
        case 0x04: return WHITE_LONG | WHITE_SHORT;
        case 0x07: return WHITE_SHORT;
        case 0x70: return BLACK_LONG;
        case 0x74: return BLACK_LONG | BLACK_SHORT;
        case 0x77: return BLACK_SHORT;
        default: return 0;
    }
}

static void play(Board *board, Move move) {
    uint8_t piece = board->squares[move.from];
    int forward = board->side == 0 ? 16 : -16;
    if (kind(piece) == PAWN && move.to == board->en_passant) {
        board->squares[move.to - forward] = 0;
    }
    if (kind(piece) == KING && abs(move.to - move.from) == 2) {
        int rook = move.to > move.from ? move.to + 1 : move.to - 2;
        board->squares[(move.from + move.to) / 2] = board->squares[rook];
        board->squares[rook] = 0;
    }
    board->en_passant = kind(piece) == PAWN && abs(move.to - move.from) == 32 ? move.from + forward : NONE;
    board->squares[move.to] = move.promotion != 0 ? (uint8_t) (move.promotion | board->side) : piece;
    board->squares[move.from] = 0;
    board->castling &= ~(lost_castling(move.from) | lost_castling(move.to));
    board->side ^= BLACK;
}

static bool is_legal(const Board *after) {
    for (int square = 0; square < 128; square++) {
        if (!(square & 0x88) && after->squares[square] == (KING | (after->side ^ BLACK))) {
            return !attacked(after, square, after->side);
        }
    }
    return false;
}

static void print_move(Move move) {
    printf("%c%c%c%c", 'a' + (move.from & 7), '1' + (move.from >> 4), 'a' + (move.to & 7), '1' + (move.to >> 4));
    if (move.promotion != 0) {
        putchar(LETTERS[move.promotion - PAWN]);
    }
}

static unsigned long long perft(const Board *board, int depth, bool print) {
    if (depth == 0) {
        return 1;
    }
    Move moves[256];
    Move *end = all_moves(board, moves);
    unsigned long long total = 0;
    for (Move *move = moves; move < end; move++) {
        Board next = *board;
        play(&next, *move);
        if (!is_legal(&next)) {
            continue;
        }
        unsigned long long count = perft(&next, depth - 1, false);
        total += count;
        if (print) {
            print_move(*move);
            printf(" %llu\n", count);
        }
    }
    return total;
}

static bool read_fen(Board *board, const char *fen) {
    memset(board, 0, sizeof *board);
    int row = 7;
    int column = 0;
    for (; *fen != ' ' && *fen != '\0'; fen++) {
        const char *letter = strchr(LETTERS, tolower((unsigned char) *fen));
        if (*fen == '/') {
            row--;
            column = 0;
        } else if (isdigit((unsigned char) *fen)) {
            column += *fen - '0';
        } else if (letter == NULL || row < 0 || column > 7) {
            return false;
        } else {
            int piece = PAWN + (int) (letter - LETTERS);
            board->squares[row * 16 + column++] = (uint8_t) (piece | (islower((unsigned char) *fen) ? BLACK : 0));
        }
    }
    char side;
    char castling[5];
    char en_passant[3];
    if (sscanf(fen, " %c %4s %2s", &side, castling, en_passant) != 3) {
        return false;
    }
    board->side = side == 'b' ? BLACK : 0;
    for (int i = 0; i < 4; i++) {
        board->castling |= strchr(castling, "KQkq"[i]) != NULL ? 1 << i : 0;
    }
    board->en_passant = en_passant[0] == '-' ? NONE : (en_passant[1] - '1') * 16 + en_passant[0] - 'a';
    return true;
}

int main(int argc, char **argv) {
    int depth = argc > 1 ? atoi(argv[1]) : 0;
    Board board;
    const char *fen = argc > 2 ? argv[2] : "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq -";
    if (depth < 1 || !read_fen(&board, fen)) {
        fprintf(stderr, "usage: perft DEPTH [FEN]\n");
        return 2;
    }
    printf("total %llu\n", perft(&board, depth, true));
    return 0;
}
